import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Manifest, publishedManifest } from './manifest.ts';

const manifest: Manifest & { readonly scripts: object; readonly devDependencies: object } = {
  name: '@keywright/tool',
  version: '0.2.0',
  description: 'A tool',
  license: 'Apache-2.0',
  type: 'module',
  exports: { '.': './src/index.ts', './deep': './src/deep/file.ts' },
  bin: { tool: './src/main.ts' },
  dependencies: { '@keywright/contract': '^0.1.0', yaml: '^2.9.1' },
  devDependencies: { express: '^5.0.0' },
  scripts: { postinstall: 'exit 1' },
};
const versions = new Map([['@keywright/contract', '0.1.0']]);

describe('the manifest of a published package', () => {
  it('points to what its files are compiled to, and keeps nothing that only the workspace needs', () => {
    assert.deepEqual(publishedManifest(manifest, versions), {
      name: '@keywright/tool',
      version: '0.2.0',
      description: 'A tool',
      license: 'Apache-2.0',
      type: 'module',
      engines: { node: '>=20' },
      sideEffects: false,
      exports: {
        '.': { types: './dist/index.d.ts', default: './dist/index.js' },
        './deep': { types: './dist/deep/file.d.ts', default: './dist/deep/file.js' },
        './package.json': './package.json',
      },
      bin: { tool: './dist/main.js' },
      files: ['dist'],
      dependencies: { '@keywright/contract': '^0.1.0', yaml: '^2.9.1' },
      publishConfig: { access: 'public' },
    });
  });

  it('is refused where it asks for another version of a package of ours than the one it was built with', () => {
    assert.throws(() => publishedManifest(manifest, new Map([['@keywright/contract', '0.2.0']])), /is at 0\.2\.0/);
    assert.throws(() => publishedManifest(manifest, new Map()), /is not published before it/);
  });

  it('is refused for a private package, and for a file that is not compiled', () => {
    assert.throws(() => publishedManifest({ ...manifest, private: true }, versions), /is private/);
    assert.throws(
      () => publishedManifest({ ...manifest, bin: { tool: './main.cjs' } }, versions),
      /no TypeScript file/,
    );
  });
});
