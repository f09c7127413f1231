/** What a resource server is told about the tokens that it is presented with: RFC 7662. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type Minted, onEachDatabase, type Reply, sharedApp, type TestApp } from '../harness.ts';

const path = '/oauth/introspect';

onEachDatabase('introspection', (kind) => {
  const start = sharedApp(kind);

  async function resourceServer(app: TestApp): Promise<Minted> {
    return app.apiKey(app.projectId, ['keys.read'], { name: 'resource server' });
  }

  /** Asks about a token, as a resource server with a key of its own. */
  async function ask(app: TestApp, fields: Record<string, string>, as?: Minted): Promise<Reply> {
    const { authorization } = as ?? (await resourceServer(app));
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return app.call('POST', path, { authorization, headers, body: String(new URLSearchParams(fields)) });
  }

  async function scopeIn(app: TestApp, pat: Minted, projectId?: string): Promise<string> {
    const { body } = await ask(app, {
      token: pat.secret,
      ...(projectId === undefined ? {} : { project_id: projectId }),
    });
    assert.equal(body.active, true);
    return body.scope;
  }

  test('a good PAT: its scopes, its owner and its end, in the words of the standard', async () => {
    const app = await start();
    const owner = await app.person('acme', 'MEMBER');
    const expiresAt = new Date(app.clock.now() + 86_400_000).toISOString();
    const pat = await app.pat(owner, ['keys.write'], { expiresAt });
    const { status, body, headers } = await ask(app, { token: pat.secret, token_type_hint: 'access_token' });
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.deepEqual(body, {
      active: true,
      scope: 'keys.read keys.write',
      username: owner.email,
      token_type: 'Bearer',
      exp: Math.floor(Date.parse(expiresAt) / 1000),
      sub: owner.userId,
      iss: app.config.publicUrl,
      jti: pat.id,
      kind: 'pat',
    });
  });

  test('a good API key: its project and organization, and no end where it has none', async () => {
    const app = await start();
    const key = await app.apiKey(app.projectId, ['keys.read']);
    const { body } = await ask(app, { token: key.secret });
    assert.deepEqual(
      [body.active, body.scope, body.token_type, body.sub, body.project_ids, 'exp' in body],
      [true, 'keys.read', 'ApiKey', app.projectId, [app.projectId], false],
    );
    assert.equal(typeof body.organization_id, 'string');
  });

  test('of a token that is not good nothing is told but that, whatever is wrong with it', async () => {
    const app = await start();
    const revoked = await app.apiKey(app.projectId, ['keys.read']);
    await app.call('DELETE', `/api/v1/projects/${app.projectId}/api-keys/${revoked.id}`, await app.admin());
    const elsewhere = await app.apiKey(app.projectId, ['keys.read'], { allowedNetworks: ['192.0.2.0/24'] });
    const wrong = `${elsewhere.secret.slice(0, -1)}${elsewhere.secret.endsWith('a') ? 'b' : 'a'}`;
    for (const token of [revoked.secret, elsewhere.secret, wrong, 'nonsense', 'ü', ' ']) {
      const { status, body } = await ask(app, { token });
      assert.deepEqual([status, body], [200, { active: false }], token);
    }
    assert.equal((await ask(app, { token: elsewhere.secret, address: '192.0.2.9' })).body.active, true);
  });

  test('with a project, the scopes are those that the token has there: none where it does not reach it', async () => {
    const app = await start();
    const other = await app.tenant(`t${app.clock.now()}`);
    const owner = await app.person('acme', 'MEMBER');
    const second = await app.project('acme', `p${app.clock.now()}`);
    const pat = await app.pat(owner, ['keys.read'], { projectIds: [app.projectId] });
    assert.equal(await scopeIn(app, pat), 'keys.read');
    assert.equal(await scopeIn(app, pat, app.projectId), 'keys.read');
    for (const project of [second, other.projectId, 'no-such-project'])
      assert.equal(await scopeIn(app, pat, project), '');
  });

  test('it holds on the next question that a token was revoked', async () => {
    const app = await start();
    const asking = await resourceServer(app);
    for (let round = 0; round < 20; round += 1) {
      const key = await app.apiKey(app.projectId, ['keys.read']);
      assert.equal((await ask(app, { token: key.secret }, asking)).body.active, true);
      await app.call('DELETE', `/api/v1/projects/${app.projectId}/api-keys/${key.id}`, await app.admin());
      assert.deepEqual((await ask(app, { token: key.secret }, asking)).body, { active: false });
    }
  });

  test('who asks presents a credential of their own; a session or nobody may not', async () => {
    const app = await start();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const nobody = await app.call('POST', path, { headers, body: 'token=x' });
    assert.deepEqual([nobody.status, nobody.body.error.code], [401, 'UNAUTHENTICATED']);
    const session = await app.call('POST', path, { ...(await app.admin()), headers, body: 'token=x' });
    assert.deepEqual([session.status, session.body.error.code], [403, 'CREDENTIAL_KIND_REFUSED']);
  });

  test('parameters that the standard does not name are left alone', async () => {
    const app = await start();
    const { status, body } = await ask(app, { token: 'nonsense', client_id: 'x', resource: 'y' });
    assert.deepEqual([status, body], [200, { active: false }]);
  });

  test('the limits of the token apply, by the path and the address that were told, and say what refused it', async () => {
    const app = await start();
    const { authorization } = await app.admin();
    const limited = await app.project('acme', `l${app.clock.now()}`);
    const policies = `/api/v1/projects/${limited}/rate-limit-policies`;
    const rules = [{ per_minute: 60, burst: 2, path_patterns: ['/v2/{project_id}/run/*'], methods: ['POST'] }];
    const made = await app.call('POST', policies, { authorization, body: { name: 'strict', enabled: true, rules } });
    assert.equal(made.status, 201, made.text);
    await app.call('PUT', `${policies}/default`, { authorization, body: { policy_id: made.body.id } });
    const key = await app.apiKey(limited, ['keys.read']);
    const asking = await resourceServer(app);
    const run = { token: key.secret, method: 'POST', path: `/v2/${limited}/run/suite/7`, address: '198.51.100.4' };
    // Whatever the API makes of a path in other case, it is no way around the limit.
    const shouted = { ...run, path: `/V2/${limited}/RUN/suite/7` };
    const answers = [await ask(app, run, asking), await ask(app, run, asking), await ask(app, shouted, asking)];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 429],
    );
    const [, , refused] = answers;
    assert.equal(refused?.body.error.code, 'RATE_LIMITED');
    assert.deepEqual(
      refused?.body.error.details.policies.map(({ name }: { name: string }) => name),
      ['strict'],
    );
    assert.equal(refused?.headers.get('retry-after'), '1');
    assert.equal((await ask(app, { ...run, method: 'GET' }, asking)).status, 200);
    assert.equal((await ask(app, { ...run, path: '/v2/elsewhere' }, asking)).status, 200);
  });

  test('a check is a use of the token: in the audit log by the path and address that were told, and last used', async () => {
    const app = await start();
    const key = await app.apiKey(app.projectId, ['keys.read']);
    await ask(app, { token: key.secret, method: 'GET', path: '/v2/things', address: '198.51.100.7' });
    const uses = () =>
      app.app.database.reader
        .selectFrom('auditEvents')
        .select(['action', 'method', 'path', 'address', 'status'])
        .where('targetId', '=', key.id)
        .where('action', '=', 'credential.use')
        .execute();
    for (let attempt = 0; attempt < 100 && (await uses()).length === 0; attempt += 1) await wait(50);
    assert.deepEqual(await uses(), [
      { action: 'credential.use', method: 'GET', path: '/v2/things', address: '198.51.100.7', status: 200 },
    ]);
    const shown = `/api/v1/projects/${app.projectId}/api-keys/${key.id}`;
    const lastUsed = async () => (await app.call('GET', shown, await app.admin())).body.lastUsedAt;
    for (let attempt = 0; attempt < 100 && (await lastUsed()) === null; attempt += 1) await wait(50);
    assert.notEqual(await lastUsed(), null);
  });

  test('the token is in no log line', async () => {
    const app = await start();
    const key = await app.apiKey(app.projectId, ['keys.read']);
    await ask(app, { token: key.secret, path: `/v2/${key.secret}` });
    await wait(700);
    const secret = key.secret.split('.')[1] ?? '';
    assert.ok(!app.logs.join('').includes(secret));
    const events = await app.app.database.reader.selectFrom('auditEvents').selectAll().execute();
    assert.ok(!JSON.stringify(events).includes(secret));
  });
});
