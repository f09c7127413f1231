/** What a first run makes and prints, and that nothing of it comes a second time. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { adminPassword, createDatabase, onEachDatabase } from '../harness.ts';
import { environmentAt, ServerProcess } from '../server-process.ts';

const run = promisify(execFile);

onEachDatabase('a first run', (kind) => {
  const cleanups: (() => Promise<unknown>)[] = [];
  after(async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
  });

  async function newEnvironment(): Promise<Record<string, string>> {
    const place = await createDatabase(kind);
    cleanups.push(place.drop);
    return environmentAt(place);
  }

  async function start(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
    const server = await ServerProcess.start(environment);
    cleanups.push(() => server.stop('SIGKILL'));
    assert.notEqual(server.url, '', server.stderr);
    return server;
  }

  test('prints commands that work as they stand: pasted into a shell, they mint, use, revoke and are refused', async () => {
    const { KEYWRIGHT_ADMIN_PASSWORD: _, ...environment } = await newEnvironment();
    const server = await start(environment);
    const script = /^KEYWRIGHT=[\s\S]*?(?=\n\n|\n\{)/m.exec(server.stdout)?.[0] ?? '';
    assert.match(script, /curl/);
    const { stdout, stderr } = await run('sh', ['-eu', '-c', script]);
    assert.equal(stderr, '');
    const [minted = '', listed = '', revoked, refused = ''] = stdout.trim().split('\n');
    const key = JSON.parse(minted);
    assert.match(key.secret, /^tr_ak_[a-z0-9]{8}\.[0-9A-Za-z]{43}$/);
    assert.deepEqual(
      JSON.parse(listed).data.map(({ id }: { id: string }) => id),
      [key.id],
    );
    assert.equal(revoked, '204');
    assert.equal(JSON.parse(refused).error.code, 'CREDENTIAL_REVOKED');
    await server.stop();

    const again = await start(environment);
    assert.doesNotMatch(again.stdout, /Keywright runs at|password|curl/);
    const password = /password\s+(\S+)/.exec(server.stdout)?.[1] ?? '';
    const login = await again.call('POST', '/api/v1/auth/login', { body: { email: 'admin@example.com', password } });
    assert.equal(login.status, 200);
    await again.stop();
  });

  test('prints neither a password nor the commands where the password was given', async () => {
    const server = await start(await newEnvironment());
    const printed = server.stdout + server.stderr;
    assert.doesNotMatch(printed, /password|curl|Keywright runs at/i);
    assert.ok(!printed.includes(adminPassword));
    assert.notEqual((await server.admin()).projectId, '');
    await server.stop();
  });

  test('makes the organization acme with the project demo, and its administrator OWNER of it', async () => {
    const server = await start({ ...(await newEnvironment()), KEYWRIGHT_ADMIN_EMAIL: 'Root@Example.com' });
    const body = { email: 'root@example.com', password: adminPassword };
    const login = await server.call('POST', '/api/v1/auth/login', { body });
    const authorization = `Bearer ${login.body.accessToken}`;
    const organizations = await server.call('GET', '/api/v1/organizations', { authorization });
    assert.deepEqual(
      organizations.body.data.map(({ slug, role }: { slug: string; role: string }) => [slug, role]),
      [['acme', 'OWNER']],
    );
    const projects = await server.call('GET', '/api/v1/organizations/acme/projects', { authorization });
    assert.deepEqual(
      projects.body.data.map(({ slug }: { slug: string }) => slug),
      ['demo'],
    );
    await server.stop();
  });

  test('keeps what it makes to its own user', async () => {
    const environment = await newEnvironment();
    await (await start(environment)).stop();
    const dataDir = environment.KEYWRIGHT_DATA_DIR;
    const files = kind === 'sqlite' ? ['keyring.json', 'keywright.db'] : ['keyring.json'];
    for (const file of files) assert.equal(statSync(`${dataDir}/${file}`).mode & 0o077, 0, file);
  });

  test('two processes that start at once on an empty database make one organization between them', async () => {
    const environment = await newEnvironment();
    const servers = await Promise.all([start(environment), start(environment)]);
    const [first, second] = servers;
    const { authorization, projectId } = await first.admin();
    assert.equal((await second.admin()).projectId, projectId);
    const { body } = await second.call('GET', '/api/v1/organizations', { authorization });
    assert.equal(body.data.length, 1);
    await Promise.all(servers.map((server) => server.stop()));
  });

  test('two processes with different keyrings never share a database: one of them refuses to start', async () => {
    const environment = await newEnvironment();
    const elsewhere = await createDatabase('sqlite');
    cleanups.push(elsewhere.drop);
    const other = { ...environment, KEYWRIGHT_KEYRING_FILE: `${elsewhere.dataDir}/keyring.json` };
    const servers = await Promise.all([ServerProcess.start(environment), ServerProcess.start(other)]);
    const [refused, ...more] = servers.filter(({ url }) => url === '');
    const running = servers.find(({ url }) => url !== '');
    assert.ok(refused !== undefined && more.length === 0 && running !== undefined);
    assert.match(refused.stderr, /belongs to another keyring/);
    assert.equal((await refused.exited).code, 1);
    await running.stop();
  });
});
