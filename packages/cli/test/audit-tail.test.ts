import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { sharedApp } from '../../server/test/harness.ts';
import { homeOf } from './signed-in.ts';

const open = sharedApp('sqlite');

async function reader() {
  const app = await open();
  const admin = await app.admin();
  return { app, admin, home: homeOf(app, admin) };
}

describe('audit tail', () => {
  it('shows the newest events, the newest last: each as the API gives it, one a line', async () => {
    const { app, admin, home } = await reader();
    for (const name of ['one', 'two', 'three']) await app.pat(admin, ['keys.read'], { name });
    const logs = [
      [[], '/api/v1/users/me/audit-log'],
      [['--project', app.projectId], `/api/v1/projects/${app.projectId}/audit-log`],
      [['--organization', 'acme'], '/api/v1/organizations/acme/audit-log'],
      [['--admin'], '/api/v1/admin/audit-log'],
    ] as const;
    for (const [words, path] of logs) {
      const ran = await home.run(['audit', 'tail', '--json', '--kind', 'change', '--limit', '2', ...words]);
      assert.equal(ran.code, 0, ran.stderr);
      const { body } = await app.call('GET', `${path}?kind=change&limit=2`, { authorization: admin.authorization });
      const lines = ran.stdout.split('\n').filter((line) => line !== '');
      assert.deepEqual(
        lines.map((line) => JSON.parse(line)),
        body.data.reverse(),
        path,
      );
    }
  });

  it('takes one log at a time', async () => {
    const { app, home } = await reader();
    const ran = await home.run(['audit', 'tail', '--project', app.projectId, '--organization', 'acme']);
    assert.equal(ran.code, 2);
  });

  it('with --follow goes on with new events alone, each once, without its own looking, until it is interrupted', async () => {
    const { app, admin, home } = await reader();
    await app.apiKey(app.projectId, ['keys.read'], { name: 'before' });
    const pat = await app.pat(admin, ['members.write']);
    const env = { KEYWRIGHT_TOKEN: pat.secret };
    const words = ['audit', 'tail', '--organization', 'acme', '--follow', '--interval', '1', '--json', '--limit', '1'];
    const child = home.start(words, env);
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    assert.ok(child.stdout);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async () => JSON.parse(String((await lines.next()).value));
    const first = await next();
    const targets: string[] = [];
    for (const name of ['one', 'two']) {
      const { id } = await app.apiKey(app.projectId, ['keys.read'], { name });
      const event = await next();
      targets.push(event.target.id);
      assert.ok(BigInt(event.id) > BigInt(first.id));
      assert.deepEqual([event.action, event.target.id], ['api-key.mint', id]);
    }
    assert.equal(new Set(targets).size, 2);
    child.kill('SIGINT');
    const [, signal] = await once(child, 'close');
    assert.deepEqual([signal, errors], ['SIGINT', '']);
  });

  it('ends, with 3, where its credential ends while it follows', async () => {
    const { app, admin, home } = await reader();
    await app.apiKey(app.projectId, ['keys.read'], { name: 'before' });
    const pat = await app.pat(admin, ['members.write']);
    const words = ['audit', 'tail', '--organization', 'acme', '--follow', '--interval', '1', '--limit', '1'];
    const child = home.start(words, { KEYWRIGHT_TOKEN: pat.secret });
    assert.ok(child.stdout);
    await once(child.stdout, 'data');
    await app.call('DELETE', `/api/v1/users/me/pats/${pat.id}`, { authorization: admin.authorization });
    const [code] = await once(child, 'close');
    assert.equal(code, 3);
  });
});
