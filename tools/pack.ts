// `npm run pack`: builds the packages that are published, as tarballs in packed/. They are compiled, because Node strips types
// in files of one’s own alone and not in packages, and for Node 20, because those who use a client choose their own Node.
//
//   npm run pack                    into packed/
//   npm run pack -- <folder>        into this folder; tarballs of an earlier run are replaced

import { mkdirSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type BuiltPackage, buildPackage } from './packing/build-package.ts';
import { packFolder } from './packing/pack-folder.ts';
import { published } from './packing/published.ts';

const root = join(import.meta.dirname, '..');
const target = resolve(process.argv[2] ?? join(root, 'packed'));
/** Within the workspace, wherever the tarballs go: what is built finds the types of its dependencies in folders above it. */
const scratch = join(root, 'packed', `build-${process.pid}`);

mkdirSync(target, { recursive: true });
try {
  const built: BuiltPackage[] = [];
  for (const name of published) {
    const from = join(root, 'packages', name);
    built.push(await buildPackage({ root, folder: from, into: join(scratch, name), built }));
  }
  for (const { folder } of built) console.log(relative(process.cwd(), await packFolder(folder, target)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
