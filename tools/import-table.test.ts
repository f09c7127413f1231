// Proves of each rule in .dependency-cruiser.cjs that it fires, and that it lets through what the import table allows: a
// rule whose pattern has stopped matching would otherwise pass for a clean tree.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { allowed, contractDoor, importsValues, refused, type Target } from './import-table.cases.ts';

const root = join(import.meta.dirname, '..');
describe('the import table', () => {
  let tree = '';
  let found = new Set<string>();

  before(async () => {
    tree = await realpath(await mkdtemp(join(tmpdir(), 'keywright-imports-')));
    await writeTree(tree);
    found = await cruise(tree);
  });
  after(() => rm(tree, { recursive: true, force: true }));

  for (const [from, target, ...rules] of refused) {
    it(`refuses ${from} → ${target} (${rules.join(', ')})`, () => {
      const fired = [...found].filter((line) => line.startsWith(`${from} → ${target}: `));
      assert.deepEqual(fired.sort(), rules.map((rule) => `${from} → ${target}: ${rule}`).sort());
    });
  }

  it('allows everything else', () => {
    const expected = new Set(
      refused.flatMap(([from, to, ...rules]) => rules.map((rule) => `${from} → ${to}: ${rule}`)),
    );
    assert.deepEqual(
      [...found].filter((line) => !expected.has(line)),
      [],
    );
  });

  it('is proven rule by rule', () => {
    const config: { forbidden: { name: string }[] } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
    const proven = new Set(refused.flatMap(([, , ...rules]) => rules));
    assert.deepEqual(
      config.forbidden.map(({ name }) => name).filter((name) => !proven.has(name)),
      [],
    );
  });
});

async function writeTree(tree: string): Promise<void> {
  const imports = new Map<string, string[]>();
  for (const [from, target] of [...refused, ...allowed]) {
    if (target.startsWith('packages/')) imports.set(target, imports.get(target) ?? []);
    imports.set(from, [...(imports.get(from) ?? []), target]);
  }
  imports.set(contractDoor, []);
  for (const [file, targets] of imports) {
    const keyword = importsValues.has(file) ? 'import' : 'import type';
    const lines = targets.map((target, index) => `${keyword} { T as T${index} } from '${specifier(file, target)}';`);
    await write(tree, file, `${lines.join('\n')}\nexport const T = 1;\nexport type T = 1;\n`);
  }
  for (const name of ['kysely', 'pg', 'pino', '@node-rs/argon2']) {
    await write(tree, `node_modules/${name}/package.json`, JSON.stringify({ name, exports: './index.js' }));
    await write(tree, `node_modules/${name}/index.js`, 'export const T = 1;\n');
  }
  const manifest = { name: '@keywright/contract', exports: `./${posix.relative('packages/contract', contractDoor)}` };
  await write(tree, 'packages/contract/package.json', JSON.stringify(manifest));
  await write(tree, 'package.json', JSON.stringify({ workspaces: ['packages/*'] }));
  await mkdir(join(tree, 'node_modules/@keywright'));
  await symlink('../../packages/contract', join(tree, 'node_modules/@keywright/contract'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json']) await copyFile(join(root, file), join(tree, file));
}

async function write(tree: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(tree, file)), { recursive: true });
  await writeFile(join(tree, file), text);
}

function specifier(from: string, target: Target): string {
  if (!target.startsWith('packages/')) return target;
  const relative = posix.relative(posix.dirname(from), target);
  return relative.startsWith('.') ? relative : `./${relative}`;
}

interface Dependency {
  module: string;
  resolved: string;
  coreModule: boolean;
  rules?: { name: string }[];
}

/** Every rule that fired, as `file → target: rule`. */
async function cruise(tree: string): Promise<Set<string>> {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const options = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'packages'];
  const run = promisify(execFile)(process.execPath, [cruiser, ...options], { cwd: tree, maxBuffer: 64 * 1024 * 1024 });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  const result: { modules: { source: string; dependencies: Dependency[] }[] } = JSON.parse(stdout);
  return new Set(
    result.modules.flatMap(({ source, dependencies }) =>
      dependencies.flatMap((to) => (to.rules ?? []).map(({ name }) => `${source} → ${targetOf(to)}: ${name}`)),
    ),
  );
}

function targetOf({ module, resolved, coreModule }: Dependency): Target {
  if (coreModule) return module.startsWith('node:') ? module : `node:${module}`;
  return module.startsWith('.') && resolved.startsWith('packages/') ? resolved : module;
}
