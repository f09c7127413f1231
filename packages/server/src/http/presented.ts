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
export interface PresentingRequest {
  readonly method: string;
  readonly url: string;
  /** As they came: of two `Authorization` headers Node’s own `headers` keeps the first, and the second would go unnoticed. */
  readonly headers: NodeJS.Dict<string[]>;
}

/** Everything in a request that claims to be a credential. `cookieName` is null where cookies belong to another API. */
export function findPresented({ headers, url }: PresentingRequest, cookieName: string | null): readonly Presented[] {
  const authorization = (headers.authorization ?? []).map((header): Presented => {
    const [, scheme = '', value = ''] = /^(\S+)[ \t]+(.*)$/s.exec(header.trim()) ?? [];
    return { place: 'Authorization header', scheme: scheme.toLowerCase(), value: value.trim() };
  });
  const apiKey = (headers['x-api-key'] ?? []).map(
    (header): Presented => ({ place: 'X-API-Key header', value: header.trim() }),
  );
  return [...authorization, ...apiKey, ...inCookies(headers.cookie?.join('; '), cookieName), ...inQuery(url)];
}
