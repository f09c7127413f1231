/** `keywright-server`, the command itself, as a process of its own on the database of a running service. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { olderKey, present } from '../../acceptance/001/calls.ts';
import { refused } from '../../acceptance/002/calls.ts';
import { sharedApp, type TestApp } from '../../harness.ts';
import { apiKeyRecord, countCredentials } from './keys.ts';

const command = fileURLToPath(new URL('../../../src/command.ts', import.meta.url));
const manyKeys = 100_000;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command to its end, for at most a minute. */
async function run(
  args: readonly string[],
  options: { dataDir: string; platform?: string; flags?: readonly string[]; stdin?: string },
): Promise<Run> {
  const { dataDir, platform = 'tolgee', flags = [], stdin } = options;
  const child = spawn(process.execPath, [...flags, command, ...args], {
    env: { PATH: process.env.PATH, KEYWRIGHT_DATA_DIR: dataDir, KEYWRIGHT_PLATFORM: platform },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  child.stdin.end(stdin ?? '');
  const [stdout, stderr, [code]] = await Promise.all([
    child.stdout.toArray(),
    child.stderr.toArray(),
    once(child, 'close'),
  ]);
  return { code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
}

export function theCommand(): void {
  const folder = mkdtempSync(join(tmpdir(), 'keywright-command-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const toNdjson = (records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');

  describe('keywright-server import', { concurrency: false }, () => {
    const start = sharedApp('sqlite', { platform: 'tolgee' });
    const runOn = (app: TestApp, ...args: readonly string[]) => run(args, { dataDir: app.config.dataDir });

    it('imports a file beside the running service, where its keys work at once; exit code 0 and how many', async () => {
      const app = await start();
      const keys = [olderKey(), olderKey()];
      const file = write('good.ndjson', toNdjson(keys.map((key) => apiKeyRecord(app, { key }))));
      refused(await present(app, keys[0] ?? ''), 401, 'UNAUTHENTICATED');
      assert.deepEqual(await runOn(app, 'import', file), { code: 0, stdout: '', stderr: '2 keys were imported.\n' });
      for (const key of keys) assert.equal((await present(app, key)).status, 200);
    });

    it('with --dry-run says how many could be imported and imports none', async () => {
      const app = await start();
      const before = await countCredentials(app);
      const file = write('dry.jsonl', toNdjson([apiKeyRecord(app, { key: olderKey() })]));
      const { code, stderr } = await runOn(app, 'import', '--dry-run', file);
      assert.deepEqual([code, stderr], [0, '1 keys could be imported. Nothing was changed.\n']);
      assert.equal(await countCredentials(app), before);
    });

    it('with faults imports nothing, names each line on standard error and exits 1; no key is repeated', async () => {
      const app = await start();
      const before = await countCredentials(app);
      const [good, bad] = [olderKey(), olderKey()];
      const header = 'kind,key,project_id,name,scopes';
      const rows = [
        `api-key,${good},${app.projectId},a,keys.view`,
        `api-key,${bad},${app.projectId},b,keys.fly`,
        `api-key,${good},${app.projectId},c`,
        `apikey,${bad}`,
      ];
      const { code, stdout, stderr } = await runOn(app, 'import', write('bad.csv', `${header}\n${rows.join('\n')}\n`));
      assert.equal(code, 1);
      assert.equal(stdout, '');
      assert.deepEqual(stderr.split('\n'), [
        'line 3: this platform has no scope keys.fly.',
        'line 4: the columns do not fit the header.',
        'line 5: the columns do not fit the header.',
        'Nothing was imported: 3 of 4 records cannot be.',
        '',
      ]);
      assert.equal(await countCredentials(app), before);
    });

    it('of a CSV file without a header says so without repeating the key that stands there', async () => {
      const app = await start();
      const key = olderKey();
      const line = `api-key,${key},${app.projectId},a,keys.view\n`;
      const { code, stderr } = await runOn(app, 'import', write('headless.csv', line + line));
      assert.equal(code, 1);
      assert.match(stderr, /line 2: .*no field of an import/);
      assert.ok(!stderr.includes(key.slice(0, 8)), stderr);
    });

    it('refuses a file whose ending says nothing, a missing file, an unknown format and a pipe, each with a reason', async () => {
      const app = await start();
      const before = await countCredentials(app);
      const record = toNdjson([apiKeyRecord(app, { key: olderKey() })]);
      const { dataDir } = app.config;
      for (const [args, reason] of [
        [[write('keys.txt', record)], /give --format/],
        [[join(folder, 'missing.csv')], /ENOENT/],
        [[join(folder, 'missing.ndjson')], /ENOENT/],
        [['--format', 'xml', write('keys.xml', record)], /Allowed choices are ndjson, csv/],
        [[], /missing required argument/],
      ] as const) {
        const { code, stderr } = await run(['import', ...args], { dataDir });
        assert.equal(code, 1, stderr);
        assert.match(stderr, reason);
        assert.doesNotMatch(stderr, /\n\s+at .*:\d+:\d+/);
      }
      const piped = await run(['import', '--format', 'ndjson', '/dev/stdin'], { dataDir, stdin: record });
      assert.deepEqual([piped.code, /must be a file/.test(piped.stderr)], [1, true], piped.stderr);
      assert.equal(await countCredentials(app), before);
    });

    it('refuses a platform that accepts no imported keys, and names it', async () => {
      const app = await start();
      const file = write('any.ndjson', toNdjson([apiKeyRecord(app, { key: olderKey() })]));
      for (const platform of ['translately', 'api-testing']) {
        const { code, stderr } = await run(['import', file], { dataDir: app.config.dataDir, platform });
        assert.equal(code, 1);
        assert.match(stderr, new RegExp(`The platform ${platform} does not accept "legacy" tokens`));
      }
    });

    it('refuses a database that has had no first run, and one of another keyring, where no key would ever work', async () => {
      const app = await start();
      const file = write('lost.ndjson', toNdjson([apiKeyRecord(app, { key: olderKey() })]));
      const empty = await run(['import', file], { dataDir: join(folder, 'empty') });
      assert.deepEqual([empty.code, /database is empty/.test(empty.stderr)], [1, true], empty.stderr);
      const before = await countCredentials(app);
      const other = join(folder, 'empty', 'keyring.json');
      const wrong = spawn(process.execPath, [command, 'import', file], {
        env: { KEYWRIGHT_DATA_DIR: app.config.dataDir, KEYWRIGHT_PLATFORM: 'tolgee', KEYWRIGHT_KEYRING_FILE: other },
        timeout: 60_000,
      });
      const [stderr, [code]] = await Promise.all([wrong.stderr.toArray(), once(wrong, 'close')]);
      assert.equal(code, 1);
      assert.match(Buffer.concat(stderr).toString(), /belongs to another keyring/);
      assert.equal(await countCredentials(app), before);
    });

    it('--help names every field of a record and exits 0', async () => {
      const app = await start();
      const { code, stdout } = await runOn(app, 'import', '--help');
      assert.equal(code, 0);
      for (const field of [
        'kind',
        'key',
        'sha256',
        'hash',
        'prefix',
        'owner_email',
        'project_id',
        'expires_at',
        '--dry-run',
      ]) {
        assert.ok(stdout.includes(field), field);
      }
    });

    it(`imports ${manyKeys} keys within a minute and 256 MB of heap, however many they are`, async (test) => {
      const app = await start();
      const before = await countCredentials(app);
      const file = join(folder, 'many.ndjson');
      const sink = createWriteStream(file);
      let last = '';
      for (let index = 0; index < manyKeys; index += 1) {
        last = olderKey();
        if (!sink.write(toNdjson([apiKeyRecord(app, { key: last, name: `bulk ${index}` })]))) await once(sink, 'drain');
      }
      await once(sink.end(), 'close');
      const measured = join(folder, 'peak.mjs');
      const peakFile = join(folder, 'peak');
      writeFileSync(
        measured,
        `import { writeFileSync } from 'node:fs';
         process.on('exit', () => writeFileSync(${JSON.stringify(peakFile)}, String(process.resourceUsage().maxRSS)));`,
      );
      const began = performance.now();
      const flags = ['--max-old-space-size=256', '--import', measured];
      const { code, stderr } = await run(['import', file], { dataDir: app.config.dataDir, flags });
      const seconds = (performance.now() - began) / 1000;
      assert.deepEqual([code, stderr], [0, `${manyKeys} keys were imported.\n`]);
      const peakMb = Number(readFileSync(peakFile, 'utf8')) / 1024;
      test.diagnostic(`${manyKeys} keys: ${seconds.toFixed(1)} s, ${peakMb.toFixed(0)} MB at most`);
      assert.ok(peakMb < 400, `${peakMb} MB`);
      assert.equal(await countCredentials(app), before + manyKeys);
      assert.equal((await present(app, last)).status, 200);
    });
  });

  describe('keywright-server platform check', () => {
    it('prints the roles and scopes of a platform, shipped or by path, and exits 0', async () => {
      const shipped = fileURLToPath(new URL('../../../../../platforms/tolgee.yaml', import.meta.url));
      for (const name of ['tolgee', shipped]) {
        const { code, stdout, stderr } = await run(['platform', 'check', name], { dataDir: folder });
        assert.deepEqual([code, stderr], [0, '']);
        for (const word of ['MANAGE', 'TRANSLATE', 'translations.edit', 'keys.view']) assert.ok(stdout.includes(word));
      }
    });

    it('names every fault of a file with its line and exits 1', async () => {
      const shipped = readFileSync(
        fileURLToPath(new URL('../../../../../platforms/tolgee.yaml', import.meta.url)),
        'utf8',
      );
      const broken = shipped
        .replace('ownerRole: MANAGE', 'ownerRole: MANGE')
        .replace('presetsDays: [7,', 'presetsDays: [-7,');
      const file = write('broken.yaml', broken);
      const lineOf = (text: string) => broken.slice(0, broken.indexOf(text)).split('\n').length;
      const { code, stdout, stderr } = await run(['platform', 'check', file], { dataDir: folder });
      assert.deepEqual([code, stdout], [1, '']);
      for (const text of ['ownerRole: MANGE', 'presetsDays: [-7']) {
        assert.ok(stderr.includes(`${file}:${lineOf(text)}:`), stderr);
      }
      assert.doesNotMatch(stderr, /\n\s+at .*:\d+:\d+/);
    });

    it('says which platforms are shipped where there is none of that name, and exits 1', async () => {
      const { code, stderr } = await run(['platform', 'check', 'nonsense'], { dataDir: folder });
      assert.equal(code, 1);
      assert.match(stderr, /There is no platform file nonsense\. Shipped: .*tolgee/);
    });

    it('--help and an unknown command say what there is', async () => {
      const help = await run(['--help'], { dataDir: folder });
      assert.equal(help.code, 0);
      for (const word of ['import', 'platform']) assert.ok(help.stdout.includes(word));
      const unknown = await run(['nonsense'], { dataDir: folder });
      assert.equal(unknown.code, 1);
      assert.match(unknown.stderr, /unknown command/);
    });
  });
}
