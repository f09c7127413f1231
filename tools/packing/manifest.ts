/** The package.json of a package that is published: what of it is read, and what becomes of it. Pure. */

export type Ranges = Readonly<Record<string, string>>;

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly type: 'module';
  /** By subpath, each a file under ./src. */
  readonly exports?: Ranges;
  /** By command, each a file under ./src. */
  readonly bin?: Ranges;
  readonly dependencies?: Ranges;
  readonly peerDependencies?: Ranges;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional: boolean }>>;
  readonly private?: boolean;
}

/** `./src/guard/ask.ts` as what it is compiled to. */
export function compiled(source: string, extension: '.js' | '.d.ts'): string {
  const [, path] = /^\.\/src\/(.+)\.ts$/.exec(source) ?? [];
  if (path === undefined) throw new Error(`${source} is no TypeScript file under ./src`);
  return `./dist/${path}${extension}`;
}

/**
 * The manifest that is published: of the fields, those that somebody who installs the package needs; of the files, what they are
 * compiled to. `versions` are those of the packages that are published with it, which it must be able to use.
 */
export function publishedManifest(manifest: Manifest, versions: ReadonlyMap<string, string>): object {
  const { name, version, description, license, type, bin, peerDependencies, peerDependenciesMeta } = manifest;
  if (manifest.private === true) throw new Error(`${name} is private`);
  return {
    ...{ name, version, description, license, type },
    engines: { node: '>=20' },
    sideEffects: false,
    ...(manifest.exports === undefined ? {} : { exports: publishedExports(manifest.exports) }),
    ...(bin === undefined ? {} : { bin: mapped(bin, (file) => compiled(file, '.js')) }),
    files: ['dist'],
    dependencies: mapped(manifest.dependencies ?? {}, (range, dependency) =>
      dependency.startsWith('@keywright/') ? ownRange(name, dependency, range, versions) : range,
    ),
    ...(peerDependencies === undefined ? {} : { peerDependencies }),
    ...(peerDependenciesMeta === undefined ? {} : { peerDependenciesMeta }),
    publishConfig: { access: 'public' },
  };
}

const publishedExports = (exports: Ranges) => ({
  ...mapped(exports, (file) => ({ types: compiled(file, '.d.ts'), default: compiled(file, '.js') })),
  './package.json': './package.json',
});

/** Packages of ours are published together and tested together: one asks for the version of the other that it was built with. */
function ownRange(name: string, dependency: string, range: string, versions: ReadonlyMap<string, string>): string {
  const version = versions.get(dependency);
  if (version === undefined) throw new Error(`${name} needs ${dependency}, which is not published before it`);
  if (range !== `^${version}`) throw new Error(`${name} asks for ${dependency} ${range}, which is at ${version}`);
  return range;
}

const mapped = <T>(record: Ranges, map: (value: string, key: string) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
