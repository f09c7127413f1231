/** An answer that sends its asker elsewhere. Neither Keywright nor its gate ever gives one: something before them does. */
export interface Redirect {
  /** Scheme, host and port of where it leads, and nothing else of it; undefined where that is not told or no web address. */
  readonly origin: string | undefined;
}

const statuses: readonly number[] = [301, 302, 303, 307, 308];
/** Narrower than what URLs allow in a host, since people may paste it into a shell. */
const plainOrigin = /^https?:\/\/([a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/;

/** The redirect that was answered to a request for `url`; undefined where the answer is none. */
export function redirectOf(response: Response, url: string): Redirect | undefined {
  // What browsers make of it: neither a status nor headers, and `ok` is false.
  if (response.type === 'opaqueredirect') return { origin: undefined };
  return statuses.includes(response.status) ? { origin: originOf(response.headers.get('location'), url) } : undefined;
}

function originOf(location: string | null, url: string): string | undefined {
  if (location === null || !URL.canParse(location, url)) return undefined;
  const { origin } = new URL(location, url);
  return plainOrigin.test(origin) ? origin : undefined;
}

/** What is said of a redirect: to where, and that nothing was sent there. */
export const describeRedirect = ({ origin }: Redirect): string =>
  origin === undefined ? 'a redirect, which is not followed' : `a redirect to ${origin}, which is not followed`;
