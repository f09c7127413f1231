import assert from 'node:assert/strict';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { type SignedIn, sharedApp, type TestApp } from '../../server/test/harness.ts';
import { type Answered, between } from './between.ts';
import { Home } from './command.ts';
import { memberOf, statusOf } from './member.ts';

const open = sharedApp('sqlite');
const isRotation = ({ incoming }: Answered): boolean => incoming.url?.endsWith('/rotate') === true;

/** A stored profile in which the member’s own PAT stands, with the JWT that may rotate it. */
function storeOwn(file: string, server: string, prefix: string, token: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // This platform lets only sessions manage tokens: the session’s token takes the place of the PAT’s within its profile.
  const profile = { server, kind: 'access-jwt', token, prefix, expiresAt: null };
  writeFileSync(file, JSON.stringify(profile), { mode: 0o600 });
}

/** A home in which a new PAT of the member is stored, by login. */
async function storedAt(app: TestApp, ada: SignedIn) {
  const home = new Home();
  const pat = await app.pat(ada, ['projects.read']);
  const ran = await home.run(['login', '--server', app.url, '--token-stdin'], { input: pat.secret });
  assert.equal(ran.code, 0, ran.stderr);
  return { home, pat };
}

describe('tokens rotate', () => {
  it('asks again under the same key where the reply was lost, so that the secret it writes is the one in force', async () => {
    const { app, ada, home } = await memberOf(await open());
    const pat = await app.pat(ada, ['keys.read']);
    const keys: unknown[] = [];
    const server = await between(app, (answered) => {
      if (isRotation(answered)) keys.push(answered.incoming.headers['idempotency-key']);
      if (isRotation(answered) && keys.length === 1) answered.lose();
      else answered.handOn();
    });
    const rotated = await home.run(['tokens', 'rotate', pat.id, '--yes'], { env: { KEYWRIGHT_URL: server } });
    assert.equal(rotated.code, 0, rotated.stderr);
    assert.equal(keys.length, 2);
    assert.ok(typeof keys[0] === 'string' && keys[0] === keys[1]);
    assert.deepEqual([await statusOf(app, pat.secret), await statusOf(app, rotated.stdout.trim())], [401, 200]);
  });

  it('says where it cannot know whether the secret was replaced', async () => {
    const { app, ada, home } = await memberOf(await open());
    const pat = await app.pat(ada, ['keys.read']);
    const server = await between(app, (answered) => (isRotation(answered) ? answered.lose() : answered.handOn()));
    const ran = await home.run(['tokens', 'rotate', pat.id, '--yes'], { env: { KEYWRIGHT_URL: server } });
    assert.deepEqual([ran.code, ran.stdout], [4, '']);
    assert.match(ran.stderr, /may have been replaced/);
  });

  it('of the credential that one is signed in with stores the new secret', async () => {
    const { app, ada } = await memberOf(await open());
    const home = new Home();
    const pat = await app.pat(ada, ['projects.read']);
    storeOwn(home.credentialsFile, app.url, pat.prefix, ada.accessToken);
    const rotated = await home.run(['tokens', 'rotate', pat.id, '--yes']);
    assert.equal(rotated.code, 0, rotated.stderr);
    assert.equal(JSON.parse(readFileSync(home.credentialsFile, 'utf8')).token, rotated.stdout.trim());
  });

  it('of the stored token stores the new secret, whoever the environment says that one is, in a file of one’s own', async () => {
    const { app, ada } = await memberOf(await open());
    const { home, pat } = await storedAt(app, ada);
    const env = { KEYWRIGHT_TOKEN: ada.accessToken };
    const first = lstatSync(home.credentialsFile).ino;
    const rotated = await home.run(['tokens', 'rotate', pat.id, '--yes'], { env });
    assert.equal(rotated.code, 0, rotated.stderr);
    assert.ok(rotated.stderr.includes(`stored in ${home.credentialsFile}: its new secret is there now.`));
    const { token, prefix, kind } = JSON.parse(readFileSync(home.credentialsFile, 'utf8'));
    assert.deepEqual([token, prefix, kind], [rotated.stdout.trim(), pat.prefix, 'pat']);
    const { mode, ino } = lstatSync(home.credentialsFile);
    assert.deepEqual([mode & 0o777, ino === first], [0o600, false]);
    assert.deepEqual(readdirSync(dirname(home.credentialsFile)), ['credentials.json']);
    assert.equal((await home.run(['whoami'])).code, 0);
  });

  it('of another token leaves the stored one as it is', async () => {
    const { app, ada } = await memberOf(await open());
    const { home, pat } = await storedAt(app, ada);
    const other = await app.pat(ada, ['projects.read']);
    const env = { KEYWRIGHT_TOKEN: ada.accessToken };
    const rotated = await home.run(['tokens', 'rotate', other.id, '--yes'], { env });
    assert.equal(rotated.code, 0, rotated.stderr);
    assert.doesNotMatch(rotated.stderr, /stored/);
    assert.equal(JSON.parse(readFileSync(home.credentialsFile, 'utf8')).token, pat.secret);
  });

  it('by another address of the service stores nothing for the one that is stored, and says so', async () => {
    const { app, ada } = await memberOf(await open());
    const { home, pat } = await storedAt(app, ada);
    const server = await between(app, (answered) => answered.handOn());
    const env = { KEYWRIGHT_URL: server, KEYWRIGHT_TOKEN: ada.accessToken };
    const rotated = await home.run(['tokens', 'rotate', pat.id, '--yes'], { env });
    assert.equal(rotated.code, 0, rotated.stderr);
    assert.ok(rotated.stderr.includes(`A token with this prefix is stored for ${app.url}.`), rotated.stderr);
    assert.equal(JSON.parse(readFileSync(home.credentialsFile, 'utf8')).token, pat.secret);
  });

  it('is done all the same where the stored file cannot be used, with a word about it', async () => {
    const { app, ada } = await memberOf(await open());
    const { home, pat } = await storedAt(app, ada);
    chmodSync(home.credentialsFile, 0o644);
    const env = { KEYWRIGHT_URL: app.url, KEYWRIGHT_TOKEN: ada.accessToken };
    const rotated = await home.run(['tokens', 'rotate', pat.id, '--yes'], { env });
    assert.deepEqual([rotated.code, await statusOf(app, rotated.stdout.trim())], [0, 200]);
    assert.match(rotated.stderr, /can be read by others.*cannot be told/);
    assert.equal(JSON.parse(readFileSync(home.credentialsFile, 'utf8')).token, pat.secret);
  });

  it('shows the new secret where it could not be stored, and says so', async () => {
    const { app, ada } = await memberOf(await open());
    const home = new Home();
    const pat = await app.pat(ada, ['projects.read']);
    // A file of the draft’s folder that cannot be: so deep that the file itself has a path, and the draft of it none.
    const tail = '/keywright/credentials.json';
    let folder = home.folder;
    const longest = 4_095 - tail.length;
    while (folder.length < longest - 1) folder += '/'.padEnd(Math.min(200, longest - folder.length), 'x');
    storeOwn(join(folder, tail), app.url, pat.prefix, ada.accessToken);
    const rotated = await home.run(['tokens', 'rotate', pat.id, '--yes'], { env: { XDG_CONFIG_HOME: folder } });
    assert.equal(await statusOf(app, rotated.stdout.trim()), 200);
    assert.match(rotated.stderr, /CREDENTIALS_FILE/);
    assert.equal(rotated.code, 3);
  });
});
