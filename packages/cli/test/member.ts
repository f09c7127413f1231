import type { TestApp } from '../../server/test/harness.ts';
import { homeOf } from './signed-in.ts';

/** A new member of the first organization, and a home that is theirs. */
export async function memberOf(app: TestApp) {
  const ada = await app.person('acme', 'MEMBER');
  return { app, ada, home: homeOf(app, ada) };
}

/** How the service answers a token: 200 where it is good. */
export async function statusOf(app: TestApp, token: string): Promise<number> {
  return (await app.call('GET', '/api/v1/tokens/current', { authorization: `Bearer ${token}` })).status;
}
