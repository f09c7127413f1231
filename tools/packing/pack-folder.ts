import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Runs `npm pack` on a folder. The tarball’s path. Nothing of the package is run, and nothing is fetched. */
export async function packFolder(folder: string, into: string): Promise<string> {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', into];
  const { stdout } = await promisify(execFile)('npm', args, { cwd: folder, shell: process.platform === 'win32' });
  const [packed]: { readonly filename: string }[] = JSON.parse(stdout);
  if (packed === undefined) throw new Error(`npm packed nothing of ${folder}`);
  return join(into, packed.filename);
}
