import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharedApp } from '../../server/test/harness.ts';
import { homeOf } from './signed-in.ts';

const open = sharedApp('sqlite');

describe('keys', () => {
  it('are minted, listed, read, rotated and revoked in the project that is named', async () => {
    const app = await open();
    const admin = await app.admin();
    const home = homeOf(app, admin);
    const project = ['--project', app.projectId];
    const minted = await home.run(['keys', 'mint', ...project, '--name', 'deploy', '--scope', 'keys.read']);
    assert.match(minted.stdout, /^tr_ak_\w{8}\.\w{43}\n$/);

    const path = `/api/v1/projects/${app.projectId}/api-keys`;
    const { body } = await app.call('GET', path, { authorization: admin.authorization });
    assert.deepEqual(JSON.parse((await home.run(['keys', 'list', ...project, '--json'])).stdout), body);
    const [{ id }] = body.data;
    const one = await app.call('GET', `${path}/${id}`, { authorization: admin.authorization });
    assert.deepEqual(JSON.parse((await home.run(['keys', 'get', 'deploy', ...project, '--json'])).stdout), one.body);

    const rotated = await home.run(['keys', 'rotate', 'deploy', ...project, '--yes']);
    const statusOf = async (key: string) =>
      (await app.call('GET', '/api/v1/tokens/current', { authorization: `ApiKey ${key.trim()}` })).status;
    assert.deepEqual([await statusOf(minted.stdout), await statusOf(rotated.stdout)], [401, 200]);
    assert.equal((await home.run(['keys', 'revoke', 'deploy', ...project, '--yes'])).code, 0);
    assert.equal(await statusOf(rotated.stdout), 401);
  });

  it('need a project', async () => {
    const app = await open();
    const ran = await homeOf(app, await app.admin()).run(['keys', 'list']);
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /--project <id>/);
  });

  it('authenticate the command line itself', async () => {
    const app = await open();
    const key = await app.apiKey(app.projectId, ['projects.read']);
    const home = homeOf(app, await app.admin());
    const ran = await home.run(['projects', 'get', app.projectId, '--json'], { env: { KEYWRIGHT_TOKEN: key.secret } });
    const { body } = await app.call('GET', `/api/v1/projects/${app.projectId}`, { authorization: key.authorization });
    assert.deepEqual(JSON.parse(ran.stdout), body);
  });
});
