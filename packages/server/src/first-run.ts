import type { Catalogue } from '@keywright/contract';
import type { App } from './app.ts';
import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import type { Reader } from './db/database.ts';
import { findInstanceFingerprint, insertInstance } from './db/instance-store.ts';
import { sealEmptyLog } from './modules/audit/index.ts';
import { openOrganization } from './modules/organizations/index.ts';
import { createPerson, setPasswordHash, toEmail } from './modules/people/index.ts';
import { openProject } from './modules/projects/index.ts';

/** What a first run made. `password` is null where the environment gave it: then it is printed nowhere. */
export interface FirstRun {
  readonly email: string;
  readonly password: string | null;
  readonly organization: { readonly id: string; readonly slug: string };
  readonly project: { readonly id: string; readonly slug: string };
}

/** A database that was sealed with another keyring: its tokens would all be refused, its sign-in keys unreadable. */
export class WrongKeyringError extends Error {}

/** Whether the database has had its first run. Throws `WrongKeyringError` where that was under another keyring. */
export async function isClaimed(
  reader: Reader,
  { config, secrets }: { readonly config: Config; readonly secrets: Secrets },
): Promise<boolean> {
  const claimed = await findInstanceFingerprint(reader);
  if (claimed === undefined) return false;
  if (secrets.keyring.fingerprints.includes(claimed)) return true;
  throw new WrongKeyringError(
    `This database belongs to another keyring than ${config.keyringFile}. Restore that keyring, or use an empty database.`,
  );
}

/**
 * On an empty database: makes the instance administrator, the organization `acme` and in it the project `demo`, in one
 * transaction, so that of several nodes one does it. Returns null on any later start. Throws `WrongKeyringError` where
 * the database belongs to another keyring.
 */
export async function runFirst(
  app: App,
  { config, secrets, catalogue }: { config: Config; secrets: Secrets; catalogue: Catalogue },
): Promise<FirstRun | null> {
  if (await isClaimed(app.database.reader, { config, secrets })) return null;
  const { people } = app;
  const { fingerprints } = secrets.keyring;
  const email = toEmail(config.adminEmail);
  const password = config.adminPassword ?? people.random.token(18);
  const hashed = await people.argon2.hash('first-run', password);
  if (hashed.overloaded) throw new Error('the first password could not be hashed');

  return app.database.transaction(async (trx) => {
    const now = people.clock.now();
    // Another process was first; it may have another keyring.
    if (!(await insertInstance(trx, fingerprints[0] ?? '', now))) {
      await isClaimed(trx, { config, secrets });
      return null;
    }
    await sealEmptyLog(trx, app.audit.keys);
    const admin = await createPerson(people, trx, { email, name: 'Administrator', instanceAdmin: true });
    await setPasswordHash(trx, { id: people.nextId(), userId: admin.id, passwordHash: hashed.value }, now);
    const opening = { slug: 'acme', name: 'Acme', ownerId: admin.id };
    const organization = await openOrganization({ ...people, catalogue }, trx, opening);
    const project = await openProject(people, trx, { organizationId: organization.id, slug: 'demo', name: 'Demo' });
    return { email, password: config.adminPassword === undefined ? password : null, organization, project };
  });
}

/** What is printed once, to be pasted into a shell as it stands. */
export function renderFirstRun(
  { email, password, organization, project }: FirstRun,
  url: string,
  catalogue: Catalogue,
): string {
  const scopes = [catalogue.scopeOf('api-keys.read'), catalogue.scopeOf('api-keys.write')];
  const keys = `$KEYWRIGHT/api/v1/projects/${project.id}/api-keys`;
  const field = (name: string) => `sed -n 's/.*"${name}":"\\([^"]*\\)".*/\\1/p'`;
  return `
  Keywright runs at ${url}

  administrator   ${email}
  password        ${password ?? 'as in KEYWRIGHT_ADMIN_PASSWORD'}${password === null ? '' : '   (shown this once: keep it)'}
  organization    ${organization.slug}   ${organization.id}
  project         ${project.slug}   ${project.id}
  API reference   ${url}/api/docs

  Try it: sign in, mint an API key, list with it, revoke it, see it refused.

KEYWRIGHT=${url}
ACCESS_JWT=$(curl -s $KEYWRIGHT/api/v1/auth/login -H 'Content-Type: application/json' \\
  -d "{\\"email\\":\\"${email}\\",\\"password\\":\\"${password ?? '$KEYWRIGHT_ADMIN_PASSWORD'}\\"}" | ${field('accessToken')})
MINTED=$(curl -s ${keys} \\
  -H "Authorization: Bearer $ACCESS_JWT" -H 'Content-Type: application/json' \\
  -d '{"name":"first key","scopes":${JSON.stringify(scopes)}}'); echo "$MINTED"
API_KEY=$(echo "$MINTED" | ${field('secret')}); KEY_ID=$(echo "$MINTED" | ${field('id')})
curl -s ${keys} -H "Authorization: ApiKey $API_KEY"; echo
curl -s -X DELETE ${keys}/$KEY_ID -H "Authorization: Bearer $ACCESS_JWT" -w '%{http_code}\\n'
curl -s ${keys} -H "Authorization: ApiKey $API_KEY"; echo

`;
}
