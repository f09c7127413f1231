import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compiled, type Manifest, publishedManifest } from './manifest.ts';
import { rewriteDeclarations } from './rewrite-declarations.ts';

/** A package as it is published, in a folder of its own. */
export interface BuiltPackage {
  readonly folder: string;
  readonly manifest: Manifest;
}

export interface Build {
  readonly root: string;
  /** The package in the workspace. */
  readonly folder: string;
  /** Where it is built. */
  readonly into: string;
  /** The packages that it may depend on. */
  readonly built: readonly BuiltPackage[];
}

/** Compiles a package and lays it out for `npm pack`. Rejects with what the compiler says. */
export async function buildPackage({ root, folder, into, built }: Build): Promise<BuiltPackage> {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const versions = new Map(built.map(({ manifest: { name, version } }) => [name, version]));
  mkdirSync(into, { recursive: true });
  writeJson(join(into, 'package.json'), publishedManifest(manifest, versions));
  copyFileSync(join(folder, 'README.md'), join(into, 'README.md'));
  copyFileSync(join(root, 'LICENSE'), join(into, 'LICENSE'));
  await compile(root, folder, into, built);
  rewriteDeclarations(join(into, 'dist'));
  return { folder: into, manifest };
}

async function compile(root: string, folder: string, into: string, built: readonly BuiltPackage[]): Promise<void> {
  const project = join(into, 'tsconfig.json');
  writeJson(project, {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      rootDir: join(folder, 'src'),
      outDir: join(into, 'dist'),
      // What Node 20 knows: anything newer is an error here, and not where the package is used.
      target: 'es2022',
      lib: ['es2023'],
      typeRoots: [join(root, 'node_modules/@types')],
      // In the workspace a package’s name stands for its sources; here for what it was built to.
      paths: Object.fromEntries(built.flatMap(entriesOf)),
    },
    include: [join(folder, 'src')],
    exclude: ['**/*.test.ts', '**/*.fixture.ts'].map((pattern) => join(folder, 'src', pattern)),
  });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [tsc, '--project', project]).catch(
    (error: Error & { stdout?: string }) => {
      throw new Error(`${folder} does not compile:\n${error.stdout ?? error}`);
    },
  );
}

const entriesOf = ({ folder, manifest: { name, exports = {} } }: BuiltPackage) =>
  Object.entries(exports).map(([path, file]) => [join(name, path), [join(folder, compiled(file, '.d.ts'))]]);

const writeJson = (file: string, value: object) => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
