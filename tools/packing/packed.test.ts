/**
 * The packages as those who install them meet them: packed, installed from their tarballs into an empty project, run by each
 * Node that they are for, and type-checked in the ways that projects resolve modules.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { sharedApp } from '../../server/test/harness.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const open = sharedApp('sqlite');

/** This Node, and the machine’s own where it is another one that the packages are for. */
async function nodes(): Promise<ReadonlyMap<string, string>> {
  const found = new Map([[process.version, process.execPath]]);
  const folders = ['/usr/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(delimiter)];
  for (const folder of new Set(folders)) {
    const node = join(folder, 'node');
    const version = await run(node, ['--version']).then(
      ({ stdout }) => stdout.trim(),
      () => '',
    );
    if (Number.parseInt(version.slice(1), 10) >= 20) found.set(version, node);
  }
  return found;
}

const program = `
import { createClient, KeywrightError } from '@keywright/client';
import { errors, operations } from '@keywright/contract';
import { createGuards } from '@keywright/client/node';
import '@keywright/client/express';
import '@keywright/client/fastify';
import '@keywright/client/hono';

const [baseUrl, token, pat, projectId] = process.argv.slice(2);
const people = createClient({ baseUrl, token });
const key = await people.mintApiKey({ params: { projectId }, body: { name: process.version, scopes: ['keys.read'] } });
const checked = await createClient({ baseUrl, token: pat }).checkToken({ body: { token: key.secret } });
const refused = await createClient({ baseUrl, token: { apiKey: 'nothing' } }).getMe().catch((error) => error);
console.log(JSON.stringify({
  checked: [checked.active, checked.scope],
  refused: [refused instanceof KeywrightError, refused.code, errors[refused.code].status],
  contract: operations.mintApiKey.method,
  guard: typeof createGuards({ baseUrl })({ scopes: [] }, () => {}),
}));
`;

const consumer = `
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createClient, type ReplyOf } from '@keywright/client';
import { createGuards } from '@keywright/client/node';

const client = createClient({ baseUrl: 'https://keys.example.com', token: 'x' });
export const minted: Promise<ReplyOf<'mintPat'>> = client.mintPat({ body: { name: 'x', scopes: [] } });
const guard = createGuards({ baseUrl: 'https://keys.example.com' });
export const listener: (request: IncomingMessage, response: ServerResponse) => Promise<void> = guard(
  { scopes: ['keys.write'], project: (request: IncomingMessage) => request.headers['x-project'] ?? '' },
  (_request, response: ServerResponse, principal) => response.end(principal.scopes.join()),
);
// @ts-expect-error -- a rule says which scopes it needs
guard({}, () => {});
// @ts-expect-error -- there is no such operation
client.mintMoon();
`;

const servers = {
  express: `
import express from 'express';
import { createGuards, principalOf } from '@keywright/client/express';
const guard = createGuards({ baseUrl: 'https://keys.example.com' });
const mayWrite = guard({ scopes: ['keys.write'], project: (req) => req.params.projectId });
express().post('/v2/projects/:projectId/keys', mayWrite, express.json(), (req, res) => {
  const projectId: string = req.params.projectId;
  const user: string | null | undefined = req.keywright?.userId;
  res.json({ projectId, user, scopes: principalOf(req).scopes });
});
`,
  fastify: `
import { fastify } from 'fastify';
import { createGuards, principalOf } from '@keywright/client/fastify';
const guard = createGuards({ baseUrl: 'https://keys.example.com' });
const mayWrite = guard({ scopes: ['keys.write'], project: (request) => request.params.projectId });
fastify().post<{ Body: { name: string } }>('/v2/projects/:projectId/keys', { onRequest: mayWrite }, async (request) => {
  const user: string | null | undefined = request.keywright?.userId;
  return { name: request.body.name, user, scopes: principalOf(request).scopes };
});
`,
  hono: `
import { Hono } from 'hono';
import { createGuards } from '@keywright/client/hono';
const guard = createGuards({ baseUrl: 'https://keys.example.com', address: (c) => c.env.address });
const mayWrite = guard({ anyScope: ['keys.write', 'keys.read'], project: (c) => c.req.param('projectId') });
new Hono().post('/v2/projects/:projectId/keys', mayWrite, (c) => {
  const projectId: string = c.req.param('projectId');
  const scopes: string[] = c.get('keywright').scopes;
  return c.json({ projectId, scopes });
});
// @ts-expect-error -- Hono has no address of its own
createGuards({ baseUrl: 'https://keys.example.com' });
`,
};

describe('the packed packages', { concurrency: false }, () => {
  let project = '';
  let tarballs: string[] = [];

  before(async () => {
    project = await mkdtemp(join(tmpdir(), 'keywright-packed-'));
    const packed = join(project, 'packed');
    await run(process.execPath, [join(root, 'tools/pack.ts'), packed]);
    tarballs = (await readdir(packed)).map((name) => join(packed, name));
    await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }');
    const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
    await run('npm', ['install', ...flags, ...tarballs], { cwd: project });
    await writeFile(join(project, 'program.js'), program);
    await writeFile(join(project, 'consumer.ts'), consumer);
  });
  after(() => rm(project, { recursive: true, force: true }));

  it('hold what was compiled, its declarations, README and licence, and nothing else', async () => {
    assert.ok(tarballs.length > 0);
    for (const tarball of tarballs) {
      const { stdout } = await run('tar', ['-tf', tarball]);
      const files = stdout.trim().split('\n');
      const others = files.filter((file) => !/^package\/dist\/[\w./-]+\.(js|d\.ts)$/.test(file));
      assert.deepEqual(others.sort(), ['package/LICENSE', 'package/README.md', 'package/package.json']);
      assert.deepEqual(
        files.filter((file) => /\.(test|fixture)\./.test(file)),
        [],
      );
    }
  });

  it('bring no framework with them', async () => {
    const installed = await readdir(join(project, 'node_modules'));
    assert.deepEqual(
      installed.filter((name) => ['express', 'fastify', 'hono'].includes(name)),
      [],
    );
  });

  it('mint, check and refuse, on every Node that they are for', async () => {
    const app = await open();
    const admin = await app.admin();
    const pat = await app.pat(admin, ['keys.read']);
    const args = ['program.js', app.url, admin.accessToken, pat.secret, app.projectId];
    for (const [version, node] of await nodes()) {
      const { stdout } = await run(node, args, { cwd: project });
      const said = {
        checked: [true, 'keys.read'],
        refused: [true, 'UNAUTHENTICATED', 401],
        contract: 'POST',
        guard: 'function',
      };
      assert.deepEqual(JSON.parse(stdout), said, version);
    }
  });

  for (const [module, moduleResolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ]) {
    it(`type-check in a project that resolves modules as ${moduleResolution}, libraries included`, async () => {
      await typeCheck(['consumer.ts'], { module, moduleResolution });
    });
  }

  it('type-check beside every framework that there is a guard for', async () => {
    await mkdir(join(project, 'node_modules/@types'), { recursive: true });
    for (const name of ['express', '@types/express', 'fastify', 'hono']) {
      await symlink(join(root, 'node_modules', name), join(project, 'node_modules', name));
    }
    const files = Object.entries(servers).map(([name, source]) => [`${name}.ts`, source] as const);
    for (const [file, source] of files) await writeFile(join(project, file), source);
    const names = files.map(([file]) => file);
    await typeCheck(names, { module: 'nodenext', moduleResolution: 'nodenext' });
  });

  async function typeCheck(files: readonly string[], options: Record<string, unknown>): Promise<void> {
    const config = join(project, 'tsconfig.json');
    const compilerOptions = {
      ...{ strict: true, noEmit: true, target: 'es2022', types: ['node'], exactOptionalPropertyTypes: true },
      typeRoots: [join(root, 'node_modules/@types')],
      ...options,
    };
    await writeFile(config, JSON.stringify({ compilerOptions, files }));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = await run(process.execPath, [tsc, '--project', config]).catch(
      (error: { stdout: string }) => error,
    );
    assert.equal(stdout, '');
  }
});
