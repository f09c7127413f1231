import type { PeopleDeps } from './deps.ts';
import { findUserBySession } from './people-store.ts';
import type { User } from './person.ts';

/**
 * better-auth answers a database that is away as it answers a bad session. Hence the pings: they reject where the database
 * does not answer, so that the caller hears of that and is not told to sign in again.
 */
type Deps = Pick<PeopleDeps, 'authentication' | 'clock' | 'database'>;

/** The user of a session cookie; undefined where the cookie, the session or its signature is not good. */
export async function resolveCookie(deps: Deps, cookie: string): Promise<User | undefined> {
  const request = { headers: new Headers({ cookie }), query: { disableRefresh: true } };
  const found = await deps.authentication.api.getSession(request).catch(async (error: unknown) => {
    await deps.database.ping();
    throw error;
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
  if (typeof sessionId !== 'string') {
    await deps.database.ping();
    return undefined;
  }
  const user = await findUserBySession(deps.database.reader, sessionId, deps.clock.now());
  return user?.id === payload?.sub ? user : undefined;
}
