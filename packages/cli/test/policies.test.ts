import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { sharedApp } from '../../server/test/harness.ts';
import { finish } from './command.ts';
import { homeOf } from './signed-in.ts';

const open = sharedApp('sqlite');

/** As document 003 writes it. */
const strict = {
  name: 'strict-ci',
  enabled: true,
  rules: [{ per_minute: 60, burst: 10, path_patterns: ['/api/v1/projects/{project_id}/execute/*'], methods: ['POST'] }],
};
const yaml = `
name: strict-ci
rules:
  - per_minute: 30
    burst: 10
    methods: [POST]
    path_patterns: ["/api/v1/projects/{project_id}/execute/*"]
---
name: nightly
enabled: false
rules: [{ per_day: 1000, per: project }]
`;

async function project() {
  const app = await open();
  const admin = await app.admin();
  const home = homeOf(app, admin);
  const projectId = await app.project('acme', `p${Math.random().toString(36).slice(2, 10)}`);
  const path = `/api/v1/projects/${projectId}/rate-limit-policies`;
  const listed = async () => (await app.call('GET', path, { authorization: admin.authorization })).body;
  const changes = async () => (await app.changes().execute()).length;
  const apply = async (text: string, ...more: string[]) => {
    const file = join(home.folder, 'policies.yaml');
    writeFileSync(file, text);
    return home.run(['policies', 'apply', file, '--project', projectId, ...more]);
  };
  const outcomes = (ran: { readonly stdout: string }) =>
    ran.stdout
      .trim()
      .split('\n')
      .map((line) => line.split('\t').slice(0, 3));
  return { home, projectId, listed, changes, apply, outcomes };
}

describe('policies apply', () => {
  it('creates what is missing, changes what is otherwise and says what, and a second time changes nothing', async () => {
    const { apply, outcomes, listed, changes } = await project();
    assert.deepEqual(outcomes(await apply(JSON.stringify(strict))), [['strict-ci', 'created', '']]);
    assert.deepEqual(outcomes(await apply(yaml)), [
      ['strict-ci', 'updated', 'rules'],
      ['nightly', 'created', ''],
    ]);
    const { data } = await listed();
    assert.deepEqual(data.map(({ name, enabled }: { name: string; enabled: boolean }) => [name, enabled]).sort(), [
      ['nightly', false],
      ['strict-ci', true],
    ]);
    const before = await changes();
    assert.deepEqual(outcomes(await apply(yaml)), [
      ['strict-ci', 'unchanged', ''],
      ['nightly', 'unchanged', ''],
    ]);
    assert.equal(await changes(), before);
    assert.deepEqual((await listed()).data, data);
  });

  it('with --dry-run says what would become and changes nothing', async () => {
    const { apply, outcomes, listed } = await project();
    const ran = await apply(yaml, '--dry-run');
    assert.deepEqual(
      outcomes(ran).map(([, outcome]) => outcome),
      ['created', 'created'],
    );
    assert.match(ran.stderr, /nothing was changed/);
    assert.deepEqual((await listed()).data, []);
  });

  it('takes standard input', async () => {
    const { home, projectId, listed } = await project();
    const ran = await home.run(['policies', 'apply', '-', '--project', projectId], { input: JSON.stringify([strict]) });
    assert.equal(ran.code, 0, ran.stderr);
    assert.equal((await listed()).data.length, 1);
  });

  it('takes a pipe that has a path', async () => {
    const { home, projectId, listed } = await project();
    const command = `keywright policies apply <(echo '${JSON.stringify(strict)}') --project ${projectId}`;
    const ran = await home.shell(command);
    assert.equal(ran.code, 0, ran.stderr);
    assert.equal((await listed()).data.length, 1);
  });

  it('refuses what holds more than 1 MiB with 2, be it a file, a device or a pipe that never ends', async () => {
    const { home, projectId, apply, listed } = await project();
    const refusals = [await apply(`${yaml}#${'x'.repeat(1_048_576)}`)];
    const at = `--project ${projectId}`;
    const endless = [
      `keywright policies apply /dev/zero ${at}`,
      `yes '# more' | keywright policies apply /dev/stdin ${at}`,
      `yes '# more' | keywright policies apply - ${at}`,
      `keywright policies apply <(yes '# more') ${at}`,
    ];
    for (const line of endless) refusals.push(await home.shell(line));
    for (const { code, stderr, stdout } of refusals) {
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /holds more than 1048576 bytes\.\n {2}code {3}USAGE/);
    }
    assert.deepEqual((await listed()).data, []);
  });

  it('waits for nothing more once it has read too much from a pipe', async () => {
    const { home, projectId } = await project();
    const pipe = join(home.folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const ended = finish(home.start(['policies', 'apply', pipe, '--project', projectId]));
    const writer = await openFile(pipe, 'w');
    await writer.writeFile(Buffer.alloc(1_048_577, '#'));
    // Only now, so that the command ends by itself.
    const { code } = await ended.finally(() => writer.close());
    assert.equal(code, 2);
  });

  it('changes nothing where any policy of the file is faulty, and says which', async () => {
    const { apply, listed } = await project();
    const faulty = [
      `${yaml}---\nname: third\nrules: [{ per_fortnight: 3 }]\n`,
      `${yaml}---\nname: nightly\nrules: [{ per_day: 3 }]\n`,
      'name: [',
      '',
    ];
    for (const text of faulty) assert.equal((await apply(text)).code, 2);
    assert.match((await apply(faulty[0] ?? '')).stderr, /policy 3\/rules\/0/);
    assert.deepEqual((await listed()).data, []);
  });

  it('leaves the refusal of what a rule may say to the service, with its words', async () => {
    const { apply } = await project();
    const ran = await apply('{"name": "x", "rules": [{"burst": 3}]}');
    assert.equal(ran.code, 1);
    assert.match(ran.stderr, /per_second/);
  });
});

describe('policies list, get, set-default and delete', () => {
  it('show policies as the API does, make one the default and remove it, by its name', async () => {
    const { home, projectId, listed, apply } = await project();
    await apply(yaml);
    const at = ['--project', projectId];
    const { data } = await listed();
    assert.deepEqual(JSON.parse((await home.run(['policies', 'list', ...at, '--json'])).stdout).data, data);
    const got = await home.run(['policies', 'get', 'nightly', ...at, '--json']);
    assert.deepEqual(
      JSON.parse(got.stdout),
      data.find(({ name }: { name: string }) => name === 'nightly'),
    );
    assert.match((await home.run(['policies', 'list', ...at])).stdout, /30\/min burst 10, POST \/api/);
    await home.run(['policies', 'set-default', 'nightly', ...at]);
    const defaults = async () =>
      (await listed()).data.filter(({ is_default }: { is_default: boolean }) => is_default).length;
    assert.equal(await defaults(), 1);
    const refused = await home.run(['policies', 'delete', 'nightly', ...at, '--yes']);
    assert.deepEqual([refused.code, /code {3}CONFLICT/.test(refused.stderr)], [1, true]);
    assert.equal((await home.run(['policies', 'set-default', ...at])).code, 2);
    await home.run(['policies', 'set-default', '--none', ...at]);
    assert.equal(await defaults(), 0);
    assert.equal((await home.run(['policies', 'delete', 'nightly', ...at])).code, 2);
    assert.equal((await home.run(['policies', 'delete', 'nightly', ...at, '--yes'])).code, 0);
    assert.equal((await listed()).data.length, 1);
  });
});
