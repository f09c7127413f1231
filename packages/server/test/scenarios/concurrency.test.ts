/** Many at once: nothing is lost, nothing happens twice, and no answer is a fault of the service. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Argon2Pool } from '../../src/kernel/crypto/argon2-pool.ts';
import { type Random, systemRandom } from '../../src/kernel/crypto/random.ts';
import { TestApp as Apps, onEachDatabase, type Reply, sharedApp, type TestApp } from '../harness.ts';

const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

const statuses = (replies: readonly Reply[]): number[] => replies.map(({ status }) => status).sort();

/** Every API key of a project, page by page. */
async function listAll(app: TestApp, projectId: string): Promise<readonly Reply['body'][]> {
  const { authorization } = await app.admin();
  const all: Reply['body'][] = [];
  for (let cursor = ''; ; ) {
    const path = `/api/v1/projects/${projectId}/api-keys?limit=37${cursor && `&cursor=${cursor}`}`;
    const { body } = await app.call('GET', path, { authorization });
    all.push(...body.data);
    if (body.nextCursor === null) return all;
    cursor = body.nextCursor;
  }
}

onEachDatabase('many at once', (kind) => {
  const shared = sharedApp(kind, { config: { argon2MaxWaiting: 10_000 } });

  test('200 mints, checks and revokes at once: every credential is accounted for and none outlives its 204', async () => {
    const app = await shared();
    const { authorization } = await app.admin();
    const { projectId } = await app.tenant('crowd');
    const keys = `/api/v1/projects/${projectId}/api-keys`;
    const lives = await times(200, async (index) => {
      const minted = await app.call('POST', keys, {
        authorization,
        body: { name: `key ${index}`, scopes: ['api-keys.read'] },
      });
      const bearer = { authorization: `ApiKey ${minted.body.secret}` };
      const before = await app.call('GET', `${keys}?limit=1`, bearer);
      const revoked = index % 2 === 0;
      const ended = revoked ? await app.call('DELETE', `${keys}/${minted.body.id}`, { authorization }) : undefined;
      const after = await app.call('GET', `${keys}?limit=1`, bearer);
      return { index, revoked, minted, steps: [minted, before, ended, after].map((reply) => reply?.status) };
    });

    for (const { revoked, steps } of lives) {
      assert.deepEqual(steps, revoked ? [201, 200, 204, 401] : [201, 200, undefined, 200]);
    }
    const listed = new Map((await listAll(app, projectId)).map((key) => [key.id, key]));
    assert.equal(listed.size, 200);
    for (const { index, revoked, minted } of lives) {
      const row = listed.get(minted.body.id);
      assert.equal(row.name, `key ${index}`);
      assert.equal(row.prefix, minted.body.prefix);
      assert.equal(row.revokedAt !== null, revoked);
    }
    assert.equal(new Set(lives.map(({ minted }) => minted.body.prefix)).size, 200);

    const events = await app.app.database.reader
      .selectFrom('auditEvents')
      .select(['action', 'targetId'])
      .where('projectId', '=', projectId)
      .where('action', 'in', ['api-key.mint', 'api-key.revoke'])
      .execute();
    const targets = (action: string) =>
      events.filter((event) => event.action === action).map((event) => event.targetId);
    assert.deepEqual(targets('api-key.mint').sort(), lives.map(({ minted }) => minted.body.id).sort());
    const ended = lives.filter(({ revoked }) => revoked).map(({ minted }) => minted.body.id);
    assert.deepEqual(targets('api-key.revoke').sort(), ended.sort());
  });

  test('a revoke that is repeated 20 times at once is 204 each time and happens once', async () => {
    const app = await shared();
    const { authorization } = await app.admin();
    const key = await app.apiKey(app.projectId, ['keys.read']);
    const path = `/api/v1/projects/${app.projectId}/api-keys/${key.id}`;
    const replies = await times(20, () => app.call('DELETE', path, { authorization }));
    assert.deepEqual(new Set(statuses(replies)), new Set([204]));
    const { length } = await app.app.database.reader
      .selectFrom('auditEvents')
      .select('sequence')
      .where('targetId', '=', key.id)
      .where('action', '=', 'api-key.revoke')
      .execute();
    assert.equal(length, 1);
  });

  test('100 first uses of one token at once cost one Argon2id computation', async (t) => {
    const app = await shared();
    const key = await app.apiKey(app.projectId, ['api-keys.read']);
    const verify = t.mock.method(Argon2Pool.prototype, 'verify');
    const path = `/api/v1/projects/${app.projectId}/api-keys?limit=1`;
    const replies = await times(100, () => app.call('GET', path, { authorization: key.authorization }));
    assert.deepEqual(new Set(statuses(replies)), new Set([200]));
    assert.equal(verify.mock.callCount(), 1);
  });

  test('of 20 changes at once that name the same version, one is made and the others are 412', async () => {
    const app = await shared();
    const admin = await app.admin();
    const key = await app.apiKey(app.projectId, ['keys.read']);
    const pat = await app.pat(admin, ['keys.read']);
    const project = await app.project('acme', `patched-${kind}`);
    const paths = [
      `/api/v1/projects/${app.projectId}/api-keys/${key.id}`,
      `/api/v1/users/me/pats/${pat.id}`,
      `/api/v1/projects/${project}`,
      '/api/v1/organizations/acme',
    ];
    for (const path of paths) {
      const etag = (await app.call('GET', path, admin)).headers.get('etag') ?? '';
      const replies = await times(20, (index) =>
        app.call('PATCH', path, {
          authorization: admin.authorization,
          headers: { 'if-match': etag },
          body: { name: `name ${index}` },
        }),
      );
      assert.deepEqual(statuses(replies), [200, ...Array<number>(19).fill(412)], path);
      const winner = replies.find(({ status }) => status === 200);
      const now = await app.call('GET', path, admin);
      assert.equal(now.body.name, winner?.body.name, path);
      assert.notEqual(now.headers.get('etag'), etag, path);
    }
  });

  test('two owners who demote each other, or themselves, at the same moment leave one owner', async () => {
    const app = await shared();
    const admin = await app.admin();
    await app.tenant('duel');
    const other = await app.person('duel', 'OWNER');
    const members = '/api/v1/organizations/duel/members';
    const setRole = (by: typeof admin, userId: string, role: string) =>
      app.call('PUT', `${members}/${userId}/role`, {
        authorization: by.authorization,
        headers: { 'if-match': '*' },
        body: { role },
      });
    for (let round = 0; round < 12; round += 1) {
      const [first, second] = round % 2 === 0 ? [other, admin] : [admin, other];
      const replies = await Promise.all([
        setRole(admin, first.userId, 'MEMBER'),
        setRole(other, second.userId, 'MEMBER'),
      ]);
      assert.equal(replies.filter(({ status }) => status === 200).length, 1);
      assert.ok(replies.every(({ status }) => [200, 403, 409].includes(status)));
      const { data } = (await app.call('GET', members, admin)).body;
      const owners = data.filter(({ role }: { role: string }) => role === 'OWNER');
      assert.equal(owners.length, 1);
      const [left, right] = owners[0].userId === admin.userId ? [admin, other] : [other, admin];
      assert.equal((await setRole(left, right.userId, 'OWNER')).status, 200);
    }
  });

  test('20 people who take the same slug at once: one has it, the others are told CONFLICT', async () => {
    const app = await shared();
    const { authorization } = await app.admin();
    const body = { slug: 'wanted', name: 'Wanted' };
    const opened = await times(20, () => app.call('POST', '/api/v1/organizations', { authorization, body }));
    assert.deepEqual(statuses(opened), [201, ...Array<number>(19).fill(409)]);
    const path = '/api/v1/organizations/wanted/projects';
    const created = await times(20, () => app.call('POST', path, { authorization, body }));
    assert.deepEqual(statuses(created), [201, ...Array<number>(19).fill(409)]);
  });
});

/** A source whose first prefixes are all the same one. */
function collidingPrefixes(equal: number): Random & { readonly drawn: () => number } {
  let drawn = 0;
  const characters = (alphabet: string, length: number) => {
    if (length !== 8) return systemRandom.characters(alphabet, length);
    drawn += 1;
    return drawn <= equal ? 'samesame' : systemRandom.characters(alphabet, length);
  };
  return { ...systemRandom, characters, drawn: () => drawn };
}

onEachDatabase('a prefix that is taken', (kind) => {
  test('is drawn again: both credentials are minted, with different prefixes and with secrets that work', async () => {
    const random = collidingPrefixes(2);
    const app = await Apps.start(kind, { random });
    try {
      const keys = [
        await app.apiKey(app.projectId, ['api-keys.read']),
        await app.apiKey(app.projectId, ['api-keys.read']),
      ];
      assert.equal(random.drawn(), 3);
      assert.equal(keys[0]?.prefix, 'tr_ak_samesame');
      assert.notEqual(keys[1]?.prefix, 'tr_ak_samesame');
      for (const key of keys) {
        const reply = await app.call('GET', `/api/v1/projects/${app.projectId}/api-keys`, key);
        assert.equal(reply.status, 200);
      }
    } finally {
      await app.close();
    }
  });

  test('five times in a row is a fault of the service: 500, and nothing is minted', async () => {
    const app = await Apps.start(kind, { random: collidingPrefixes(6) });
    try {
      const { authorization } = await app.admin();
      await app.apiKey(app.projectId, ['keys.read']);
      const path = `/api/v1/projects/${app.projectId}/api-keys`;
      const reply = await app.call('POST', path, { authorization, body: { name: 'key', scopes: ['keys.read'] } });
      assert.equal(reply.status, 500);
      assert.ok(!reply.text.includes('samesame'));
      assert.equal((await listAll(app, app.projectId)).length, 1);
    } finally {
      await app.close();
    }
  });
});
