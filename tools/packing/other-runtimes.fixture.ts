import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The packages of npm that hold the programs themselves, for the processors that they are made for. */
const packages: Readonly<Record<string, { readonly bun: string; readonly deno: string }>> = {
  'linux-x64': { bun: '@oven/bun-linux-x64', deno: '@deno/linux-x64-glibc' },
  'linux-arm64': { bun: '@oven/bun-linux-aarch64', deno: '@deno/linux-arm64-glibc' },
};
const versions = { bun: '1.4.5', deno: '2.9.6' };

const here = packages[`${process.platform}-${process.arch}`];

/** Why they cannot be had on this machine; false where they can. */
export const skipOtherRuntimes: string | false =
  here === undefined ? 'Bun and Deno are tried on Linux, on x64 and arm64' : false;

/** Puts Bun and Deno into a folder. For each: the program, and what stands before the file that it is to run. */
export async function installOtherRuntimes(
  folder: string,
): Promise<ReadonlyMap<string, readonly [string, ...string[]]>> {
  if (here === undefined) throw new Error(String(skipOtherRuntimes));
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  const names = [`${here.bun}@${versions.bun}`, `${here.deno}@${versions.deno}`];
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', ...names], {
    cwd: folder,
  });
  const installed = (...path: readonly string[]) => join(folder, 'node_modules', ...path);
  return new Map([
    ['Bun', [installed(here.bun, 'bin/bun'), 'run']],
    ['Deno', [installed(here.deno, 'deno'), 'run', '--no-prompt', '--allow-net=127.0.0.1']],
  ]);
}
