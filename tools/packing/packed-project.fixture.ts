import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const root = join(import.meta.dirname, '../..');

/** An empty project into which the packages were installed from their tarballs. */
export interface PackedProject {
  readonly folder: string;
  readonly tarballs: readonly string[];
  remove(): Promise<void>;
}

/** Packs every published package and installs them. Nothing of theirs is run, since they have nothing to run. */
export async function createPackedProject(): Promise<PackedProject> {
  const folder = await mkdtemp(join(tmpdir(), 'keywright-packed-'));
  const packed = join(folder, 'packed');
  await run(process.execPath, [join(root, 'tools/pack.ts'), packed]);
  const tarballs = (await readdir(packed)).map((name) => join(packed, name));
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
  await run('npm', ['install', ...flags, ...tarballs], { cwd: folder });
  return { folder, tarballs, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The names of the files in a tarball. */
export async function filesOf(tarball: string): Promise<readonly string[]> {
  const { stdout } = await run('tar', ['-tf', tarball]);
  return stdout.trim().split('\n');
}

/** Each file that was installed, with its text, of the packages of ours. */
export async function installedFiles({ folder }: PackedProject): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(join(folder, 'node_modules/@keywright'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)));
}

/** This Node, and the machine’s own where it is another one that the packages are for: paths by their versions. */
export async function findNodes(): Promise<ReadonlyMap<string, string>> {
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
