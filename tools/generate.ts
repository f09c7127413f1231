// `npm run generate` writes every generated file; with `--check` it writes nothing and names those that no longer say what
// the code says. Generated reference pages are committed, and without the check they would lie sooner or later. Files that
// take a database to make are not part of `--check`: a test compares them.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generators, slowGenerators } from './generators/index.ts';

const root = join(import.meta.dirname, '..');
const checkOnly = process.argv.includes('--check');

const stale: string[] = [];
const generated = checkOnly ? generators : [...generators, ...slowGenerators];
for (const { file, render } of generated) {
  const path = join(root, file);
  const wanted = await render();
  if (typeof wanted !== 'string') {
    console.log(`left as it is: ${file} (${wanted.missing})`);
    continue;
  }
  if (wanted === (await readIfThere(path))) continue;
  stale.push(file);
  if (checkOnly) continue;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, wanted);
}

for (const file of stale) console.log(checkOnly ? `stale: ${file}` : `wrote ${file}`);
if (checkOnly && stale.length > 0) {
  console.log('run npm run generate');
  process.exitCode = 1;
} else {
  console.log(`${generated.length} generated files, ${checkOnly ? 'all fresh' : `${stale.length} changed`}.`);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
