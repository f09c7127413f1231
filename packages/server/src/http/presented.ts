import type { IncomingMessage } from 'node:http';

/** A credential as it stands in a request, before anything is known of it. */
export type Presented =
  | { readonly place: 'Authorization header'; readonly scheme: string; readonly value: string }
  | { readonly place: 'X-API-Key header'; readonly value: string }
  | { readonly place: 'session cookie'; readonly cookie: string }
  | { readonly place: 'query parameter' };

/** Parameters under which people put tokens into URLs. Compared in lower case, without `-` and `_`. */
const credentialParameters: ReadonlySet<string> = new Set([
  'apikey',
  'xapikey',
  'accesstoken',
  'token',
  'authorization',
]);

function inQuery(url: string): readonly Presented[] {
  const start = url.indexOf('?');
  if (start === -1) return [];
  const names = [...new URLSearchParams(url.slice(start + 1)).keys()];
  return names
    .filter((name) => credentialParameters.has(name.toLowerCase().replaceAll(/[-_]/g, '')))
    .map(() => ({ place: 'query parameter' }));
}

function inCookies(header: string | undefined, cookieName: string | null): readonly Presented[] {
  if (header === undefined || cookieName === null || !header.includes(cookieName)) return [];
  const names = header.split(';').map((pair) => pair.split('=', 1)[0]?.trim());
  return names.some((name) => name === cookieName || name === `__Secure-${cookieName}`)
    ? [{ place: 'session cookie', cookie: header }]
    : [];
}

/** What of a request may hold a credential. */
export type PresentingRequest = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'headersDistinct'>;

/**
 * Everything in a request that claims to be a credential. Headers are read as they came, since Node keeps only the first
 * of two `Authorization` headers and the second would go unnoticed. `cookieName` is null where cookies belong to another API.
 */
export function findPresented(request: PresentingRequest, cookieName: string | null): readonly Presented[] {
  const { headersDistinct, headers, url = '' } = request;
  const authorization = (headersDistinct.authorization ?? []).map((header): Presented => {
    const [, scheme = '', value = ''] = /^(\S+)[ \t]+(.*)$/s.exec(header.trim()) ?? [];
    return { place: 'Authorization header', scheme: scheme.toLowerCase(), value: value.trim() };
  });
  const apiKey = (headersDistinct['x-api-key'] ?? []).map(
    (header): Presented => ({ place: 'X-API-Key header', value: header.trim() }),
  );
  return [...authorization, ...apiKey, ...inCookies(headers.cookie, cookieName), ...inQuery(url)];
}
