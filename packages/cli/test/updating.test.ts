import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharedApp } from '../../server/test/harness.ts';
import { memberOf } from './member.ts';
import { homeOf } from './signed-in.ts';

const open = sharedApp('sqlite');

describe('tokens update and keys update', () => {
  it('change what is named, leave what is not, and clear what is said to be without', async () => {
    const { app, ada, home } = await memberOf(await open());
    const more = { name: 'ci', note: 'old', allowedNetworks: ['10.0.0.0/8'] };
    const pat = await app.pat(ada, ['keys.read'], more);
    const read = async () => {
      const { authorization } = ada;
      const { body } = await app.call('GET', `/api/v1/users/me/pats/${pat.id}`, { authorization });
      return [body.name, body.note, body.allowedNetworks];
    };
    const renamed = await home.run(['tokens', 'update', 'ci', '--name', 'nightly']);
    assert.deepEqual([renamed.code, renamed.stdout], [0, ''], renamed.stderr);
    assert.match(renamed.stderr, new RegExp(`^Updated ${pat.prefix} “nightly”`));
    assert.deepEqual(await read(), ['nightly', 'old', ['10.0.0.0/8']]);
    const words = ['--no-note', '--network', '127.0.0.0/8', '--network', '10.1.0.0/16', '--json'];
    const told = await home.run(['tokens', 'update', pat.prefix, ...words]);
    assert.deepEqual(JSON.parse(told.stdout).allowedNetworks, ['10.1.0.0/16', '127.0.0.0/8']);
    assert.deepEqual((await read())[1], '');
    await home.run(['tokens', 'update', pat.id, '--no-network', '--network', '127.0.0.0/8']);
    assert.deepEqual((await read())[2], ['127.0.0.0/8']);
    await home.run(['tokens', 'update', pat.id, '--no-network']);
    assert.deepEqual((await read())[2], []);
  });

  it('do the same for an API key of the project that is named, its policy too', async () => {
    const app = await open();
    const admin = await app.admin();
    const { authorization } = admin;
    const project = `/api/v1/projects/${app.projectId}`;
    const body = { name: 'slow', rules: [{ per_minute: 5 }] };
    const policy = await app.call('POST', `${project}/rate-limit-policies`, { authorization, body });
    const key = await app.apiKey(app.projectId, ['keys.read'], { name: 'deploy' });
    const home = homeOf(app, admin);
    const policyOf = async () =>
      (await app.call('GET', `${project}/api-keys/${key.id}`, { authorization })).body.rateLimitPolicyId;
    const update = ['keys', 'update', 'deploy', '--project', app.projectId];
    assert.equal((await home.run([...update, '--policy', policy.body.id])).code, 0);
    assert.equal(await policyOf(), policy.body.id);
    assert.equal((await home.run([...update, '--no-policy'])).code, 0);
    assert.equal(await policyOf(), null);
  });

  it('are misuse where nothing is to change', async () => {
    const { home } = await memberOf(await open());
    const ran = await home.run(['tokens', 'update', 'ci']);
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /Say what is to change/);
  });
});
