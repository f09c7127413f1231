/** Each use of a credential, and each refused attempt at one, is in the audit log: who, with what, on what, from where, how it ended. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { forge, join, keysPath, patsPath, present } from '../acceptance/002/calls.ts';
import { onEachDatabase, sharedApp, type TestApp } from '../harness.ts';
import { readLog, readOnce, type Shown, type Start } from './audit/calls.ts';

const traceId = /^[0-9a-f]{32}$/;

/** The one refusal that a step leaves. */
async function refusalBy(app: TestApp, step: () => Promise<unknown>): Promise<Shown> {
  const admin = await app.admin();
  const [before] = await readLog(app, '/api/v1/admin/audit-log', admin, { kind: 'refusal' });
  await step();
  const deadline = Date.now() + 10_000;
  for (;;) {
    const [latest] = await readLog(app, '/api/v1/admin/audit-log', admin, { kind: 'refusal' });
    if (latest !== undefined && latest.id !== before?.id) return latest;
    assert.ok(Date.now() < deadline, 'no refusal was written');
    await wait(50);
  }
}

function uses(start: Start): void {
  describe('a use', () => {
    it('by an API key is there with the key, the path without its query, address, status, project and organization', async () => {
      const app = await start();
      const key = await app.apiKey(app.projectId, ['api-keys.read']);
      const path = keysPath(app.projectId);
      const headers = { 'user-agent': 'build/7' };
      const { status } = await app.call('GET', `${path}?limit=1`, { authorization: key.authorization, headers });
      assert.equal(status, 200);
      const [event] = await readOnce(app, 1, { kind: 'use', targetId: key.id });
      const { id: _, at, traceId: trace, ...rest } = event ?? ({} as Shown);
      assert.deepEqual(rest, {
        action: 'credential.use',
        kind: 'use',
        actor: { kind: 'api-key', userId: null, credentialId: key.id },
        target: { kind: 'api-key', id: key.id },
        organizationId: app.firstRun?.organization.id,
        projectId: app.projectId,
        method: 'GET',
        path,
        status: 200,
        address: '127.0.0.1',
        userAgent: 'build/7',
        details: {},
      });
      assert.match(String(trace), traceId);
      assert.ok(Math.abs(Date.parse(String(at)) - app.clock.now()) < 60_000);
    });

    it('by a PAT is there with its owner and the place that the path names, or none', async () => {
      const app = await start();
      const owner = await app.admin();
      const pat = await app.pat(owner, ['api-keys.read', 'org.read']);
      await app.call('GET', keysPath(app.projectId), pat);
      await app.call('GET', '/api/v1/organizations/acme', pat);
      await app.call('GET', '/api/v1/scopes', pat);
      const events = await readOnce(app, 3, { kind: 'use', targetId: pat.id });
      const organizationId = app.firstRun?.organization.id;
      assert.deepEqual(events.map((event) => [event.organizationId, event.projectId, event.path]).toReversed(), [
        [organizationId, app.projectId, keysPath(app.projectId)],
        [organizationId, null, '/api/v1/organizations/acme'],
        [null, null, '/api/v1/scopes'],
      ]);
      for (const { actor } of events)
        assert.deepEqual(actor, { kind: 'pat', userId: owner.userId, credentialId: pat.id });
    });

    it('that was not allowed is a use too, with the status that told so', async () => {
      const app = await start();
      const key = await app.apiKey(app.projectId, ['keys.read']);
      const tenant = await app.tenant('not-reached');
      assert.equal((await app.call('GET', keysPath(app.projectId), key)).status, 403);
      assert.equal((await app.call('GET', keysPath(tenant.projectId), key)).status, 403);
      assert.equal((await app.call('GET', `${keysPath(app.projectId)}?limit=0`, key)).status, 403);
      const events = await readOnce(app, 3, { kind: 'use', targetId: key.id });
      for (const event of events) {
        assert.deepEqual([event.action, event.status, event.projectId], ['credential.use', 403, app.projectId]);
      }
    });

    it('by a PAT that was not allowed is in the place that it was directed at, where its owner may know of it', async () => {
      const app = await start();
      const [person, { organizationId, projectId }] = [
        await app.person('acme', 'MEMBER'),
        await app.tenant('two-roles'),
      ];
      await join(app, 'two-roles', person, 'OWNER');
      const pat = await app.pat(person, ['members.write']);
      assert.equal((await app.call('GET', `/api/v1/projects/${app.projectId}/audit-log`, pat)).status, 403);
      const foreign = await app.tenant('unknown-to-them');
      assert.equal((await app.call('GET', `/api/v1/projects/${foreign.projectId}/audit-log`, pat)).status, 404);
      assert.equal((await app.call('GET', `/api/v1/projects/${projectId}/audit-log`, pat)).status, 200);
      const events = await readOnce(app, 3, { kind: 'use', targetId: pat.id });
      assert.deepEqual(
        events.map((event) => [event.organizationId, event.projectId]),
        [
          [organizationId, projectId],
          [null, null],
          [app.firstRun?.organization.id, app.projectId],
        ],
      );
    });

    it('that changes something leaves both: the use and the change, under one trace id', async () => {
      const app = await start();
      const pat = await app.pat(await app.admin(), ['api-keys.write', 'keys.read']);
      const body = { name: 'by a PAT', scopes: ['keys.read'] };
      const minted = await app.call('POST', keysPath(app.projectId), { authorization: pat.authorization, body });
      assert.equal(minted.status, 201, minted.text);
      const [use] = await readOnce(app, 1, { kind: 'use', targetId: pat.id });
      const [change] = await readOnce(app, 1, { kind: 'change', targetId: minted.body.id });
      assert.equal(use?.traceId, change?.traceId);
      assert.deepEqual(change?.actor, use?.actor);
    });

    it('is there though the caller left before the answer, or in the midst of it', async () => {
      const app = await start();
      const pat = await app.pat(await app.admin(), ['members.write']);
      const { hostname, port } = new URL(app.url);
      const path = '/api/v1/organizations/acme/audit-log/export';
      for (const readsFirst of [false, true]) {
        const socket = connect(Number(port), hostname).on('error', () => undefined);
        socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${pat.authorization}\r\n\r\n`);
        if (readsFirst) await new Promise((resolve) => socket.once('data', resolve));
        else await wait(5);
        socket.resetAndDestroy();
      }
      const events = await readOnce(app, 2, { kind: 'use', targetId: pat.id });
      for (const event of events) assert.equal(event.path, path);
    });

    it('is none where a person is signed in', async () => {
      const app = await start();
      const person = await app.person('acme', 'OWNER');
      await app.call('GET', keysPath(app.projectId), person);
      await app.call('GET', keysPath(app.projectId), { headers: { cookie: person.cookie } });
      const pat = await app.pat(person, ['api-keys.read']);
      await app.call('GET', keysPath(app.projectId), pat);
      await readOnce(app, 1, { kind: 'use', actorUserId: person.userId });
    });
  });
}

function refusals(start: Start): void {
  describe('a refused attempt', () => {
    const mint = async (app: TestApp, more: object = {}) => app.apiKey(app.projectId, ['api-keys.read'], more);

    it('with a revoked credential says so, and whose it is', async () => {
      const app = await start();
      const key = await mint(app);
      await app.call('DELETE', `${keysPath(app.projectId)}/${key.id}`, await app.admin());
      const event = await refusalBy(app, () => present(app, key.authorization));
      const { action, details, actor, target, status, projectId } = event;
      assert.deepEqual(
        [action, details, status, projectId],
        ['credential.refuse', { reason: 'revoked' }, 401, app.projectId],
      );
      assert.deepEqual(actor, { kind: 'api-key', userId: null, credentialId: key.id });
      assert.deepEqual(target, { kind: 'api-key', id: key.id });
    });

    it('with a secret that a rotation replaced says so', async () => {
      const app = await start();
      const owner = await app.admin();
      const pat = await app.pat(owner, ['keys.read']);
      const { authorization } = owner;
      assert.equal((await app.call('POST', `${patsPath}/${pat.id}/rotate`, { authorization, body: {} })).status, 200);
      const { details, actor } = await refusalBy(app, () => present(app, pat.authorization));
      assert.deepEqual(details, { reason: 'superseded' });
      assert.deepEqual(actor, { kind: 'pat', userId: owner.userId, credentialId: pat.id });
    });

    it('with an expired credential, from a network that is not allowed, or of a disabled owner says so', async () => {
      const app = await start();
      const admin = await app.admin();
      const elsewhere = await mint(app, { allowedNetworks: ['192.0.2.0/24'] });
      const refused = await refusalBy(app, () => present(app, elsewhere.authorization));
      assert.deepEqual([refused.details, refused.status], [{ reason: 'network-refused' }, 403]);
      const person = await app.person('acme', 'MEMBER');
      const pat = await app.pat(person, ['keys.read']);
      await app.call('POST', `/api/v1/admin/users/${person.userId}/disable`, {
        authorization: admin.authorization,
        body: {},
      });
      const disabled = await refusalBy(app, () => present(app, pat.authorization));
      assert.deepEqual([disabled.details, disabled.actor.userId], [{ reason: 'owner-disabled' }, person.userId]);
      const brief = await mint(app, { expiresAt: new Date(app.clock.now() + 60_000).toISOString() });
      app.clock.advance(120_000);
      const expired = await refusalBy(app, () => present(app, brief.authorization));
      assert.deepEqual(expired.details, { reason: 'expired' });
    });

    it('under the wrong scheme says so, and whose credential it was', async () => {
      const app = await start();
      const key = await mint(app);
      const { details, actor } = await refusalBy(app, () => present(app, `Bearer ${key.secret}`));
      assert.deepEqual([details, actor.credentialId], [{ reason: 'wrong-scheme' }, key.id]);
    });

    it('with what is no token of ours names nobody: the address alone is told, and nothing of what was presented', async () => {
      const app = await start();
      const key = await mint(app);
      const unknown = await forge(app, 'api-key', key.prefix);
      for (const { header, reason } of [
        { header: `ApiKey ${unknown}`, reason: 'unknown' },
        { header: 'ApiKey nonsense-of-somebody', reason: 'malformed' },
        { header: `Basic ${Buffer.from('somebody:password').toString('base64')}`, reason: 'malformed' },
      ]) {
        const event = await refusalBy(app, () => present(app, header));
        assert.deepEqual(event.details, { reason });
        assert.deepEqual(event.actor, { kind: 'anonymous', userId: null, credentialId: null });
        assert.deepEqual(event.target, { kind: 'address', id: '127.0.0.1' });
        assert.deepEqual([event.organizationId, event.projectId, event.status], [null, null, 401]);
        for (const part of header.split(/[ .:]/).slice(1)) assert.ok(!JSON.stringify(event).includes(part), part);
      }
    });

    it('a token in the path is neither in the audit log nor in the server’s', async () => {
      const app = await start();
      const owner = await app.admin();
      const key = await app.apiKey(app.projectId, ['api-keys.read']);
      const pat = await app.pat(owner, ['keys.read']);
      for (const { secret, prefix } of [key, pat]) {
        for (const spelt of [secret, `${secret}x`, `Bearer%20${secret}`]) {
          await app.call('GET', `${keysPath(app.projectId)}/${spelt}`, key);
          await app.call('GET', `/api/v1/projects/${spelt}`, key);
        }
        const events = await readOnce(app, secret === key.secret ? 6 : 12, { kind: 'use', targetId: key.id });
        const hidden = secret.slice(prefix.length + secret.indexOf(prefix) + 1);
        assert.ok(hidden.length > 30);
        for (const text of [JSON.stringify(events), app.logs.join('')]) assert.ok(!text.includes(hidden.slice(0, 12)));
        assert.ok(events[0]?.path.includes('[token]'));
      }
    });
  });

  it('a flood of refused attempts makes twenty events a minute and one that counts the others: none is left out', async () => {
    const app = await start();
    app.clock.advance(61_000);
    const flood = 300;
    const from = new Date(app.clock.now()).toISOString();
    const key = await app.apiKey(app.projectId, ['api-keys.read']);
    await app.call('DELETE', `${keysPath(app.projectId)}/${key.id}`, await app.admin());
    for (let round = 0; round < flood / 20; round += 1) {
      await Promise.all(Array.from({ length: 20 }, () => present(app, 'ApiKey nonsense')));
    }
    await readOnce(app, 20, { kind: 'refusal', from });
    await present(app, key.authorization);
    const [own] = await readOnce(app, 1, { kind: 'refusal', targetId: key.id });
    assert.deepEqual(own?.details, { reason: 'revoked' }, 'what happens to a credential is not hidden by the flood');
    app.clock.advance(61_000);
    const events = await readOnce(app, 21, { kind: 'refusal', from, targetId: '127.0.0.1' });
    const told = events.map(({ details }) => Number(details.refusals ?? 1));
    assert.equal(
      told.reduce((sum, value) => sum + value, 0),
      flood,
    );
    assert.deepEqual([events[0]?.details.reason, told[0]], ['malformed', flood - 20]);
  });
}

onEachDatabase('uses in the audit log', (kind) => {
  const start = sharedApp(kind);
  uses(start);
  refusals(start);

  describe('from an address that is blocked', () => {
    const startStrict = sharedApp(kind, { config: { lockoutFailures: 3 } });

    it('a refused attempt says so, and tells nothing of a good credential', async () => {
      const app = await startStrict();
      const key = await app.apiKey(app.projectId, ['api-keys.read']);
      for (let attempt = 0; attempt < 3; attempt += 1) await present(app, 'ApiKey nonsense');
      assert.equal((await present(app, key.authorization)).status, 429);
      const events = await readOnce(app, 4, { kind: 'refusal' });
      const { details, actor, status, action } = events[0] ?? ({} as Shown);
      assert.deepEqual([action, details, status], ['credential.refuse', { reason: 'address-blocked' }, 429]);
      assert.equal(actor?.credentialId, null);
    });
  });
});
