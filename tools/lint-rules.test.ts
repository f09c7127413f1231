// Proves of each lint rule that the architecture rests on that it fires where it should and keeps quiet where it should:
// a plugin whose pattern no longer matches would otherwise pass for clean code.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..');
const page = 'packages/console/src/pages/alpha/alpha.ts';
const useCase = 'packages/server/src/modules/alpha/mint-alpha.ts';

/** [rule, code that it must refuse, files in which the same code is fine, where it must refuse it: a use case unless said] */
const cases: [string, string, string[], string?][] = [
  ['no-ambient-time-or-randomness', 'export const v = Date.now();', ['packages/server/src/kernel/clock.ts']],
  ['no-ambient-time-or-randomness', 'export const v = Date.now;', ['packages/server/test/now.ts']],
  ['no-ambient-time-or-randomness', 'export const v = new Date();', ['packages/server/src/modules/alpha/a.test.ts']],
  ['no-ambient-time-or-randomness', 'export const v = Math.random();', []],
  ['no-ambient-time-or-randomness', 'export const v = performance.now();', ['tools/measure.ts']],
  ['no-ambient-time-or-randomness', 'export const v = process.hrtime.bigint();', []],
  ['no-ambient-time-or-randomness', 'export const v = crypto.randomUUID();', ['packages/server/src/kernel/ids.ts']],
  ['no-ambient-time-or-randomness', 'export const v = crypto.randomBytes(8);', []],
  [
    'no-ambient-time-or-randomness',
    'export const v = crypto.getRandomValues(new Uint8Array(8));',
    ['packages/client/src/guard/trace-id.ts'],
  ],
  ['no-ambient-time-or-randomness', 'export const v = globalThis.crypto.randomUUID();', []],
  [
    'no-sql-outside-stores',
    "declare const d: { selectFrom(t: string): string };\nexport const v = d.selectFrom('users');",
    ['packages/server/src/db/page.ts', 'packages/server/src/modules/alpha/alpha-store.ts'],
  ],
  [
    'noProcessEnv',
    'export const v = process.env.HOME;',
    ['packages/server/src/config/environment.ts', 'tools/home.ts'],
  ],
  ['noRestrictedImports', "import { env } from 'node:process';\nexport const v = env.HOME;", []],
  [
    'noConsole',
    "console.log('v');",
    [
      'packages/server/src/main.ts',
      'packages/server/src/first-run.ts',
      'packages/client/src/guard/fault-log.ts',
      'tools/t.ts',
    ],
  ],
  ['no-casts-in-console', 'export const v = [] as string[];', [useCase, 'packages/console/src/alpha.test.ts'], page],
  ['no-casts-in-console', 'export const v = 1 as unknown as string;', ['packages/cli/src/alpha.ts'], page],
  ['noExplicitAny', 'export const v: any = 1;', []],
  ['noNonNullAssertion', 'export const v = (list: string[]): string => list[0]!;', []],
  ['noFloatingPromises', 'const later = async (): Promise<void> => {};\nlater();', []],
  ['noUnusedImports', "import { join } from 'node:path';", []],
  ['useNodejsImportProtocol', "import { join } from 'path';\nexport const v = join('a');", []],
  ['useImportType', "import { Stats } from 'node:fs';\nexport type V = Stats;", []],
];

/** Code that is about a given instant, not about now. */
const harmless = "export const v = [new Date(5), Date.parse('2026-01-01'), Date.UTC(2026, 0)];";

const castless = "import { basename as nameOf } from 'node:path';\nexport const v = [nameOf('a')] as const;";

describe('the lint rules', () => {
  let tree = '';
  let found: string[] = [];

  before(async () => {
    tree = await mkdtemp(join(tmpdir(), 'keywright-lint-'));
    for (const path of ['biome.json', 'tools/lint']) await cp(join(root, path), join(tree, path), { recursive: true });
    await write(tree, 'packages/server/src/modules/alpha/harmless.ts', harmless);
    await write(tree, page.replace('alpha.ts', 'castless.ts'), castless);
    for (const [index, [, code, fineIn, at = useCase]] of cases.entries()) {
      await write(tree, at.replace('.ts', `-${index}.ts`), code);
      for (const file of fineIn) await write(tree, file, code);
    }
    found = await lint(tree);
  });
  after(() => rm(tree, { recursive: true, force: true }));

  for (const [index, [rule, code, fineIn, at = useCase]] of cases.entries()) {
    it(`${rule} refuses \`${code.split('\n').at(-1)}\``, () => {
      const file = at.replace('.ts', `-${index}.ts`);
      assert.ok(found.includes(`${file}: ${rule}`), `fired: ${found.filter((line) => line.startsWith(file)).join()}`);
      for (const fine of fineIn) assert.ok(!found.includes(`${fine}: ${rule}`), `${rule} fires in ${fine}`);
    });
  }

  it('leave alone instants that do not ask the clock, and `as` that casts nothing', () => {
    assert.deepEqual(
      found.filter((line) => /harmless|castless/.test(line)),
      [],
    );
  });
});

async function write(tree: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(tree, file)), { recursive: true });
  await writeFile(join(tree, file), `${text}\n`);
}

/** Plugins report under one category, so a plugin is told from another by its message. */
const pluginByMessage = [
  ['The clock and randomness', 'no-ambient-time-or-randomness'],
  ['SQL belongs in a store', 'no-sql-outside-stores'],
  ['The console casts nothing', 'no-casts-in-console'],
] as const;

interface Diagnostic {
  category: string;
  message: string;
  location: { path: string };
}

/** Every rule that fired, as `file: rule`. */
async function lint(tree: string): Promise<string[]> {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const options = ['lint', '--reporter=json', '--max-diagnostics=none'];
  const run = promisify(execFile)(process.execPath, [biome, ...options], { cwd: tree, maxBuffer: 64 * 1024 * 1024 });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  const { diagnostics }: { diagnostics: Diagnostic[] } = JSON.parse(stdout);
  return diagnostics.map(({ category, message, location }) => {
    const plugin = pluginByMessage.find(([start]) => message.startsWith(start))?.[1];
    return `${location.path}: ${plugin ?? category.split('/').at(-1)}`;
  });
}
