/**
 * The packages as those who install them meet them: packed, installed from their tarballs into an empty project, run by each
 * Node that they are for, and type-checked in the ways that projects resolve modules.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { sharedApp } from '../../packages/server/test/harness.ts';
import { consumer, program, servers } from './consumers.fixture.ts';
import { installOtherRuntimes, skipOtherRuntimes } from './other-runtimes.fixture.ts';
import {
  createPackedProject,
  filesOf,
  findNodes,
  installedFiles,
  type PackedProject,
  root,
} from './packed-project.fixture.ts';
import { sampleTokens } from './sample-tokens.fixture.ts';

const run = promisify(execFile);
// The guards under test ask from the loopback.
const open = sharedApp('sqlite', { config: { trustedProxies: ['127.0.0.1'] } });

describe('the packed packages', { concurrency: false }, () => {
  let project: PackedProject;
  let nodes: ReadonlyMap<string, string>;

  before(async () => {
    project = await createPackedProject();
    nodes = await findNodes();
    await writeFile(join(project.folder, 'program.js'), program);
    await writeFile(join(project.folder, 'consumer.ts'), consumer);
  });
  after(() => project?.remove());

  it('hold what was compiled, its declarations, README and licence, and nothing else', async () => {
    const names = project.tarballs.map((tarball) => basename(tarball).replace(/-\d.*$/, ''));
    assert.deepEqual(names.sort(), ['keywright-cli', 'keywright-client', 'keywright-contract']);
    for (const tarball of project.tarballs) {
      const files = await filesOf(tarball);
      const others = files.filter((file) => !/^package\/dist\/[\w./-]+\.(js|d\.ts)$/.test(file));
      assert.deepEqual(others.sort(), ['package/LICENSE', 'package/README.md', 'package/package.json']);
      assert.deepEqual(
        files.filter((file) => /\.(test|fixture)\./.test(file)),
        [],
      );
    }
  });

  it('have nothing to run when they are installed, and name no place of the workspace', async () => {
    const files = await installedFiles(project);
    const manifests = [...files].filter(([file]) => basename(file) === 'package.json');
    assert.equal(manifests.length, 3);
    for (const [, text] of manifests) {
      const manifest = JSON.parse(text);
      assert.equal(manifest.scripts, undefined);
      assert.doesNotMatch(text, /workspace:|file:|link:|"\.\/src/);
    }
    // npm notes here of each package, dependencies included, whether it has something to run.
    const lock = await readFile(join(project.folder, 'package-lock.json'), 'utf8');
    assert.match(lock, /node_modules\/commander/);
    assert.doesNotMatch(lock, /hasInstallScript/);
    for (const [file, text] of files) {
      assert.ok(!text.includes(root), `${file} names the workspace`);
      assert.doesNotMatch(text, /(?:from|import\() ?['"][^'"]*(?:\.ts|\/src\/|packages\/)/, file);
    }
  });

  it('bring no framework with them', async () => {
    const installed = await readdir(join(project.folder, 'node_modules'));
    assert.deepEqual(
      installed.filter((name) => ['express', 'fastify', 'hono'].includes(name)),
      [],
    );
  });

  /** Runs the program of `consumers.fixture.ts` by a command and looks at what it found. */
  async function tryProgram(name: string, [command, ...before]: readonly [string, ...string[]]): Promise<void> {
    const app = await open();
    const admin = await app.admin();
    const pat = await app.pat(admin, ['keys.read']);
    const args = [...before, 'program.js', app.url, admin.accessToken, pat.secret, app.projectId];
    const { stdout } = await run(command, args, { cwd: project.folder });
    const said = {
      checked: [true, 'keys.read'],
      refused: [true, 'UNAUTHENTICATED', 401],
      contract: 'POST',
      guard: [200, true, 401],
    };
    assert.deepEqual(JSON.parse(stdout), said, name);
  }

  it('mint, check, guard and refuse, on every Node that they are for', async () => {
    for (const [version, node] of nodes) await tryProgram(version, [node]);
  });

  it('do the same on Bun and on Deno, which is allowed the network and nothing else', {
    skip: skipOtherRuntimes,
  }, async () => {
    const runtimes = await installOtherRuntimes(join(project.folder, 'runtimes'));
    for (const [name, command] of runtimes) await tryProgram(name, command);
  });

  /** Runs a line of a shell in which `keywright` is the installed command, and `node` this one. */
  async function shell(node: string, line: string, more: Readonly<Record<string, string>> = {}) {
    const path = [join(project.folder, 'node_modules/.bin'), dirname(node), '/usr/bin', '/bin'].join(':');
    const env = { PATH: path, HOME: project.folder, ...more };
    return run('bash', ['-c', `set -o pipefail; ${line}`], { cwd: project.folder, env });
  }

  it('make a command of the command line, which says its version and completes itself, on every Node', async () => {
    const { version } = JSON.parse(
      [...(await installedFiles(project))].find(([file]) => file.endsWith('cli/package.json'))?.[1] ?? '{}',
    );
    for (const node of nodes.values()) {
      assert.equal((await shell(node, 'keywright --version')).stdout, `${version}\n`);
      const { stdout } = await shell(node, 'source <(keywright completion bash); complete -p keywright');
      assert.match(stdout, /-F _keywright keywright/);
    }
  });

  for (const [format, token] of sampleTokens) {
    it(`check a token of the format ${format} without any service, on every Node`, async () => {
      for (const node of nodes.values()) {
        const { stdout } = await shell(node, 'printf %s "$SAMPLE" | keywright check --json', { SAMPLE: token });
        const told = JSON.parse(stdout);
        assert.deepEqual([told.good, told.format, told.checkDigits], [true, format, 'right']);
      }
    });
  }

  it('mint a token into a pipe with what the environment says, on every Node', async () => {
    const app = await open();
    const { accessToken } = await app.admin();
    const env = { KEYWRIGHT_URL: app.url, KEYWRIGHT_TOKEN: accessToken };
    for (const node of nodes.values()) {
      const { stdout } = await shell(node, 'keywright tokens mint --name piped --scope keys.read | cat', env);
      assert.match(stdout, /^tr_pat_[a-z0-9]{8}\.[0-9A-Za-z]{43}\n$/);
      const authorization = `Bearer ${stdout.trim()}`;
      assert.equal((await app.call('GET', '/api/v1/tokens/current', { authorization })).status, 200);
    }
  });

  for (const [module, moduleResolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ]) {
    it(`type-check in a project that resolves modules as ${moduleResolution}, libraries included`, async () => {
      await typeCheck(['consumer.ts'], { module, moduleResolution });
    });
  }

  it('type-check beside every framework that there is a guard for', async () => {
    await mkdir(join(project.folder, 'node_modules/@types'), { recursive: true });
    for (const name of ['express', '@types/express', 'fastify', 'hono']) {
      await symlink(join(root, 'node_modules', name), join(project.folder, 'node_modules', name));
    }
    const files = Object.entries(servers).map(([name, source]) => [`${name}.ts`, source] as const);
    for (const [file, source] of files) await writeFile(join(project.folder, file), source);
    const names = files.map(([file]) => file);
    await typeCheck(names, { module: 'nodenext', moduleResolution: 'nodenext' });
  });

  async function typeCheck(files: readonly string[], options: Record<string, unknown>): Promise<void> {
    const config = join(project.folder, 'tsconfig.json');
    const compilerOptions = {
      ...{ strict: true, noEmit: true, target: 'es2022', types: ['node'], exactOptionalPropertyTypes: true },
      typeRoots: [join(root, 'node_modules/@types')],
      ...options,
    };
    await writeFile(config, JSON.stringify({ compilerOptions, files }));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = await run(process.execPath, [tsc, '--project', config]).catch(
      (error: { stdout: string }) => error,
    );
    assert.equal(stdout, '');
  }
});
