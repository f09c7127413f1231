import type { Input, Operations, Reply } from '@keywright/contract';
import { toInstant } from '../../kernel/instant.ts';
import type { Commit } from '../audit/index.ts';
import type { Principal } from '../scopes/index.ts';
import { accessTokenSeconds, addressHeader, refusalOf } from './authentication.ts';
import type { PeopleDeps } from './deps.ts';
import { findUserByEmail } from './people-store.ts';
import { toEmail } from './person.ts';

type Op = Operations['login'];

/**
 * Signs a person in: through better-auth’s handler, so that its sign-in rate limit and its equal timing for unknown
 * addresses hold here too. Throws `UNAUTHENTICATED`, `OWNER_DISABLED`, `RATE_LIMITED`, `OVERLOADED`.
 */
export async function signIn(
  deps: PeopleDeps,
  _principal: Principal,
  { body, client }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  const call = (path: string, init: RequestInit) =>
    deps.authentication.handler(new Request(`${deps.publicUrl}/api/auth${path}`, init));
  const email = toEmail(body.email);
  const signedIn = await call('/sign-in/email', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: deps.publicUrl,
      'user-agent': client.userAgent,
      [addressHeader]: client.address,
    },
    body: JSON.stringify({ email, password: body.password }),
  });
  if (!signedIn.ok) throw await refusalOf(signedIn);

  const cookies = signedIn.headers.getSetCookie();
  const cookie = cookies.map((line) => line.split(';', 1)[0]).join('; ');
  const token = await call('/token', { headers: { cookie, [addressHeader]: client.address } });
  if (!token.ok) throw await refusalOf(token);
  const { token: accessToken } = (await token.json()) as { token: string };
  const expiresAt = toInstant(deps.clock.now() + accessTokenSeconds * 1000);

  return commit(async (trx) => {
    const user = await findUserByEmail(trx, email);
    return {
      reply: { accessToken, expiresAt, cookies },
      target: { kind: 'session', id: user?.id ?? email, ...(user === undefined ? {} : { ownerUserId: user.id }) },
    };
  });
}
