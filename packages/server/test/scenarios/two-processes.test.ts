/** Two processes on one database: what is taken away through one is refused by the other on the very next request. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createDatabase, type Minted, onEachDatabase, type SignedIn, TestApp } from '../harness.ts';
import { environmentAt, ServerProcess } from '../server-process.ts';

/** 100 revokes, and 50 rounds of a demotion and a disabling: 200 times that something is taken away. */
const revokes = 100;
const rounds = 50;

onEachDatabase('two processes', (kind) => {
  let place: Awaited<ReturnType<typeof createDatabase>>;
  let here: TestApp;
  let there: ServerProcess;

  before(async () => {
    place = await createDatabase(kind);
    here = await TestApp.start(kind, { database: place });
    there = await ServerProcess.start(environmentAt(place));
    assert.notEqual(there.url, '', there.stderr);
  });
  after(async () => {
    await there?.stop();
    await here?.close();
    await place?.drop();
  });

  /** The credential is known there: it was used, and then used again. */
  async function makeKnownThere({ authorization }: { authorization: string }, path: string): Promise<void> {
    for (let use = 0; use < 2; use += 1) assert.equal((await there.call('GET', path, { authorization })).status, 200);
  }

  async function refusedThere({ authorization }: { authorization: string }, path: string): Promise<string> {
    const { status, body } = await there.call('GET', path, { authorization });
    return `${status} ${body.error?.code}`;
  }

  async function change(method: string, path: string, body?: object): Promise<void> {
    const { authorization } = await here.admin();
    const options = { authorization, headers: { 'if-match': '*' }, ...(body === undefined ? {} : { body }) };
    const { status, text } = await here.call(method, path, options);
    assert.ok(status === 200 || status === 204, text);
  }

  test('the second to start makes nothing and signs in whom the first knows', async () => {
    const { projectId } = await there.admin();
    assert.equal(projectId, here.projectId);
  });

  test(`a key that is revoked through one is refused by the other at once, ${revokes} times`, async () => {
    const path = `/api/v1/projects/${here.projectId}/api-keys?limit=1`;
    for (let round = 0; round < revokes; round += 1) {
      const key: Minted = await here.apiKey(here.projectId, ['api-keys.read']);
      await makeKnownThere(key, path);
      await change('DELETE', `/api/v1/projects/${here.projectId}/api-keys/${key.id}`);
      assert.equal(await refusedThere(key, path), '401 CREDENTIAL_REVOKED', `round ${round}`);
    }
  });

  test(`a right that comes and goes through one does so in the other, ${rounds} times each`, async () => {
    const person: SignedIn = await here.person('acme', 'ADMIN');
    const pat = await here.pat(person, ['org.write']);
    const role = `/api/v1/organizations/acme/members/${person.userId}/role`;
    const account = `/api/v1/admin/users/${person.userId}`;
    const path = '/api/v1/organizations/acme';
    await makeKnownThere(pat, path);
    /** Told by a change that only an ADMIN may make, of a version that there is not. */
    const mayWrite = async () => {
      const options = { authorization: pat.authorization, headers: { 'if-match': '"v99999"' }, body: { name: 'x' } };
      return (await there.call('PATCH', path, options)).status;
    };
    for (let round = 0; round < rounds; round += 1) {
      await change('PUT', role, { role: 'MEMBER' });
      assert.equal(await mayWrite(), 403, `demoted, round ${round}`);
      await change('PUT', role, { role: 'ADMIN' });
      assert.equal(await mayWrite(), 412, `promoted, round ${round}`);
      await change('POST', `${account}/disable`);
      assert.equal(await refusedThere(pat, path), '401 OWNER_DISABLED', `disabled, round ${round}`);
      await change('POST', `${account}/enable`);
      assert.equal(await refusedThere(pat, path), '200 undefined', `enabled, round ${round}`);
    }
  });

  test('what is revoked through the other is refused here', async () => {
    const { authorization, projectId } = await there.admin();
    const path = `/api/v1/projects/${projectId}/api-keys`;
    for (let round = 0; round < 30; round += 1) {
      const key = await here.apiKey(projectId, ['api-keys.read']);
      assert.equal((await here.call('GET', path, key)).status, 200);
      assert.equal((await there.call('DELETE', `${path}/${key.id}`, { authorization })).status, 204);
      assert.equal((await here.call('GET', path, key)).body.error.code, 'CREDENTIAL_REVOKED');
    }
  });

  test('both mint at once: nothing is lost, no prefix twice, and each reads what the other made', async () => {
    const { authorization } = await here.admin();
    const { projectId } = await here.tenant('both');
    const path = `/api/v1/projects/${projectId}/api-keys`;
    const body = { name: 'both', scopes: ['api-keys.read'] };
    const theirs = await there.admin();
    const mint = (index: number) =>
      index % 2 === 0
        ? here.call('POST', path, { authorization, body })
        : there.call('POST', path, { authorization: theirs.authorization, body });
    const minted = await Promise.all(Array.from({ length: 60 }, (_, index) => mint(index)));
    assert.deepEqual(new Set(minted.map(({ status }) => status)), new Set([201]));
    const { data } = (await here.call('GET', `${path}?limit=200`, { authorization })).body;
    assert.deepEqual(data.map(({ id }: { id: string }) => id).sort(), minted.map((reply) => reply.body.id).sort());
    for (const [index, reply] of minted.entries()) {
      const key = { authorization: `ApiKey ${reply.body.secret}` };
      const used = index % 2 === 0 ? await there.call('GET', path, key) : await here.call('GET', path, key);
      assert.equal(used.status, 200);
    }
  });
});
