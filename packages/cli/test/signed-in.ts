import type { SignedIn, TestApp } from '../../server/test/harness.ts';
import { Home } from './command.ts';

/** A home in which the environment says where the service is and who is signed in, as in CI. */
export const homeOf = (app: TestApp, person: SignedIn): Home =>
  new Home({ KEYWRIGHT_URL: app.url, KEYWRIGHT_TOKEN: person.accessToken });
