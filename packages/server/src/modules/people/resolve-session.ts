import type { PeopleDeps } from './deps.ts';
import { findUserBySession } from './people-store.ts';
import type { User } from './person.ts';

type Deps = Pick<PeopleDeps, 'authentication' | 'clock' | 'database'>;

/** The user of a session cookie; undefined where the cookie, the session or its signature is not good. */
export async function resolveCookie(deps: Deps, cookie: string): Promise<User | undefined> {
  const found = await deps.authentication.api.getSession({
    headers: new Headers({ cookie }),
    query: { disableRefresh: true },
  });
  return found === null ? undefined : findUserBySession(deps.database.reader, found.session.id, deps.clock.now());
}

/**
 * The user of an access JWT; undefined where it is not good. The session that it was made from must not have ended:
 * signing out, or being disabled, ends its JWTs with the next request and not 15 minutes later.
 */
export async function resolveAccessToken(deps: Deps, token: string): Promise<User | undefined> {
  const { payload } = await deps.authentication.api.verifyJWT({ body: { token } });
  const sessionId: unknown = payload?.sid;
  if (typeof sessionId !== 'string') return undefined;
  const user = await findUserBySession(deps.database.reader, sessionId, deps.clock.now());
  return user?.id === payload?.sub ? user : undefined;
}
