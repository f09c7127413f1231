/** The servers of the guide, as they stand there, before the real Keywright. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../server/test/free-port.ts';
import { sharedApp, type TestApp } from '../../server/test/harness.ts';

const root = join(import.meta.dirname, '../../..');
const guide = readFileSync(join(root, 'docs/guides/guard-your-server.md'), 'utf8');
const open = sharedApp('sqlite', { config: { trustedProxies: ['127.0.0.1', '::1'] } });

const servers = [...guide.matchAll(/^ *```js\n(.*?)^ *```$/gms)].map(([, source = '']) => ({
  name: /@keywright\/client\/(\w+)/.exec(source)?.[1] ?? '',
  source,
}));

describe('the guide', { concurrency: false }, () => {
  let folder = '';
  before(() => {
    // Within the workspace, so that imports are found as they are in a project that has them installed.
    mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
    folder = mkdtempSync(join(root, 'node_modules/.cache/keywright-guide-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has a server for every framework', () => {
    assert.deepEqual(
      servers.map(({ name }) => name),
      ['fastify', 'express', 'hono', 'node'],
    );
  });

  for (const { name, source } of servers) {
    it(`has a server for ${name} that lets through who may, and nobody else`, async () => {
      const app = await open();
      const file = join(folder, `${name}.mjs`);
      writeFileSync(file, source);
      const port = await freePort();
      const env = { ...process.env, PORT: String(port), KEYWRIGHT: app.url };
      const server = spawn(process.execPath, [file], { env, stdio: 'inherit' });
      try {
        await assertGuarded(app, `http://127.0.0.1:${port}/v2/projects/${app.projectId}/keys`, server);
      } finally {
        server.kill();
      }
    });
  }
});

async function assertGuarded(app: TestApp, url: string, server: ChildProcess): Promise<void> {
  const call = (authorization?: string) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
      body: '{"key":"home.title"}',
    });
  await listening(url, server);
  const writer = await app.apiKey(app.projectId, ['keys.write']);
  const reader = await app.apiKey(app.projectId, ['keys.read']);
  const passed = await call(writer.authorization);
  assert.equal(passed.status, 200);
  const { by, made } = (await passed.json()) as { by: { credentialId: string }; made: unknown };
  assert.deepEqual([by.credentialId, made], [writer.id, { key: 'home.title' }]);
  assert.equal((await call(reader.authorization)).status, 403);
  assert.equal((await call()).status, 401);
}

async function listening(url: string, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await wait(50);
  }
  throw new Error('the server of the guide has ended');
}
