/** A start that cannot succeed says all that is wrong, what to do, nothing secret, and ends with exit code 1. */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { createDatabase, onEachDatabase } from '../harness.ts';
import { environmentAt, ServerProcess } from '../server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'keywright-refused-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => ({ dataDir: join(folder, name), databaseUrl: undefined });

async function refusalOf(environment: Readonly<Record<string, string>>): Promise<string> {
  const server = await ServerProcess.start(environment);
  try {
    assert.equal(server.url, '', 'it started');
    assert.deepEqual(await server.exited, { code: 1, signal: null });
    assert.equal(server.stdout, '');
    assert.doesNotMatch(server.stderr, /^ {4}at /m, 'a stack is no help to whoever runs it');
    return server.stderr;
  } finally {
    await server.stop('SIGKILL');
  }
}

describe('a start is refused', { concurrency: false }, () => {
  test('with every fault of the configuration at once, and no secret in what is said', async () => {
    const said = await refusalOf({
      ...environmentAt(at('config')),
      KEYWRIGHT_PORT: 'abc',
      KEYWRIGHT_ARGON2_PASSES: '0',
      KEYWRIGHT_LOG_LEVEL: 'loud',
      KEYWRIGHT_PUBLIC_URL: 'ftp://example.com',
      KEYWRIGHT_TRUSTED_PROXIES: '10.0.0.0/8, nobody',
      KEYWRIGHT_ADMIN_PASSWORD: 'hunter2',
      KEYWRIGHT_PROT: '8080',
      DATABASE_URL: 'mysql://root:swordfish@example.com/db',
    });
    const variables = [
      'KEYWRIGHT_PORT must',
      'KEYWRIGHT_ARGON2_PASSES must',
      'KEYWRIGHT_LOG_LEVEL must',
      'KEYWRIGHT_PUBLIC_URL must',
      'KEYWRIGHT_TRUSTED_PROXIES "nobody"',
      'KEYWRIGHT_ADMIN_PASSWORD must',
      'KEYWRIGHT_PROT is no setting',
      'DATABASE_URL must',
    ];
    for (const variable of variables) assert.ok(said.includes(variable), `${variable} in:\n${said}`);
    assert.equal(said.trim().split('\n').length, variables.length + 1);
    assert.doesNotMatch(said, /hunter2|swordfish/);
  });

  test('with every fault of the platform file, each with its line', async () => {
    const file = join(folder, 'broken.yaml');
    const shipped = readFileSync(new URL('../../../../platforms/translately.yaml', import.meta.url), 'utf8');
    const broken = shipped
      .replace('brand: tr\n', 'brand: TR!\n')
      .replace('implies: [org.read]', 'implies: [org.reed]')
      .replace('ownerRole: OWNER', 'ownerRole: BOSS');
    writeFileSync(file, broken);
    const lineOf = (text: string) => broken.split('\n').findIndex((line) => line.includes(text)) + 1;
    const said = await refusalOf({ ...environmentAt(at('platform')), KEYWRIGHT_PLATFORM: file });
    for (const text of ['brand: TR!', '[org.reed]', 'ownerRole: BOSS']) {
      assert.ok(said.includes(`${file}:${lineOf(text)}:`), `${text} in:\n${said}`);
    }
  });

  test('for a platform that there is not, naming those that there are', async () => {
    const said = await refusalOf({ ...environmentAt(at('nowhere')), KEYWRIGHT_PLATFORM: 'nowhere' });
    assert.match(said, /There is no platform file nowhere\. Shipped: .*translately/);
  });

  test('for a keyring that others can read, with the command that mends it', async () => {
    const place = at('open-keyring');
    const server = await ServerProcess.start(environmentAt(place));
    await server.stop();
    const file = join(place.dataDir, 'keyring.json');
    chmodSync(file, 0o644);
    assert.match(await refusalOf(environmentAt(place)), new RegExp(`Run: chmod 600 ${file}`));
  });

  test('for a keyring that is none, without repeating what is in it', async () => {
    const file = join(folder, 'no-keyring.json');
    writeFileSync(file, '{"keys":[{"secret":"c2hvcnQ="}]}', { mode: 0o600 });
    const said = await refusalOf({ ...environmentAt(at('no-keyring')), KEYWRIGHT_KEYRING_FILE: file });
    assert.ok(said.includes(file));
    assert.doesNotMatch(said, /c2hvcnQ/);
  });

  test('for a PostgreSQL that does not answer: the text says so, and repeats no password', async () => {
    const databaseUrl = 'postgres://keywright:swordfish@127.0.0.1:9/keywright';
    const said = await refusalOf({ ...environmentAt(at('away')), DATABASE_URL: databaseUrl });
    assert.match(said, /The database does not answer.*\n.*DATABASE_URL/);
    assert.doesNotMatch(said, /swordfish/);
  });

  test('for a port that is taken: the text names it, and the setting by which to choose another', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => taken.once('listening', resolve));
      const address = taken.address();
      const port = typeof address === 'object' && address !== null ? String(address.port) : '';
      const said = await refusalOf({ ...environmentAt(at('taken')), KEYWRIGHT_PORT: port });
      assert.match(said, new RegExp(`EADDRINUSE.*${port}\\n.*KEYWRIGHT_PORT`));
    } finally {
      taken.close();
    }
  });
});

onEachDatabase('a keyring that is not the database’s', (kind) => {
  test('is refused with what to do; the right one is taken again', async () => {
    const place = await createDatabase(kind);
    try {
      const right = environmentAt(place);
      assert.equal((await (await ServerProcess.start(right)).stop()).code, 0);
      const wrong = { ...right, KEYWRIGHT_KEYRING_FILE: join(folder, `wrong-${kind}.json`) };
      assert.match(
        await refusalOf(wrong),
        /belongs to another keyring .*Restore that keyring, or use an empty database/,
      );
      assert.equal((await (await ServerProcess.start(right)).stop()).code, 0);
    } finally {
      await place.drop();
    }
  });
});
