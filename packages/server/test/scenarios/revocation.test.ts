/**
 * The promise of the whole: once a change that narrows rights has been answered, no request that starts afterwards is
 * served on the old rights, however busy the credential is and however well the process knows it.
 */
import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Argon2Pool } from '../../src/kernel/crypto/argon2-pool.ts';
import { onEachDatabase, type SignedIn, sharedApp, type TestApp } from '../harness.ts';

interface Case {
  /** The Authorization header of the credential that is kept busy. */
  readonly authorization: string;
  /** A request that it may make. */
  readonly path: string;
  /** Takes the right away. */
  narrow(): Promise<number>;
  readonly refusal: string;
}

/** Each change that narrows rights, on a tenant and a person of its own. */
const narrowings: Readonly<Record<string, (app: TestApp, name: string) => Promise<Case>>> = {
  'an API key is revoked': async (app, name) => {
    const { projectId } = await app.tenant(name);
    const key = await app.apiKey(projectId, ['api-keys.read']);
    const path = `/api/v1/projects/${projectId}/api-keys`;
    const narrow = () => change(app, 'DELETE', `${path}/${key.id}`);
    return { authorization: key.authorization, path, narrow, refusal: 'CREDENTIAL_REVOKED' };
  },
  'a PAT is revoked by its owner': async (app, name) => {
    const { person, path } = await member(app, name);
    const pat = await app.pat(person, ['org.read']);
    const narrow = () => change(app, 'DELETE', `/api/v1/users/me/pats/${pat.id}`, person);
    return { authorization: pat.authorization, path, narrow, refusal: 'CREDENTIAL_REVOKED' };
  },
  'the owner of a PAT is disabled': async (app, name) => {
    const { person, path } = await member(app, name);
    const { authorization } = await app.pat(person, ['org.read']);
    const narrow = () => change(app, 'POST', `/api/v1/admin/users/${person.userId}/disable`);
    return { authorization, path, narrow, refusal: 'OWNER_DISABLED' };
  },
  'the owner of a PAT is removed from the organization': async (app, name) => {
    const { person, path } = await member(app, name);
    const { authorization } = await app.pat(person, ['org.read']);
    const narrow = () => change(app, 'DELETE', `/api/v1/organizations/${name}/members/${person.userId}`);
    return { authorization, path, narrow, refusal: 'INSUFFICIENT_SCOPE' };
  },
  'the owner of a PAT is demoted': async (app, name) => {
    const { person } = await member(app, name, 'ADMIN');
    const { authorization } = await app.pat(person, ['api-keys.write', 'org.write']);
    const narrow = () => change(app, 'PUT', `/api/v1/organizations/${name}/members/${person.userId}/role`);
    // A change that changes nothing: refused for the scope once the role is gone.
    return { authorization, path: `/api/v1/organizations/${name}`, narrow, refusal: 'INSUFFICIENT_SCOPE' };
  },
  'the project of an API key is archived': async (app, name) => {
    const { projectId } = await app.tenant(name);
    const { authorization } = await app.apiKey(projectId, ['projects.read']);
    const path = `/api/v1/projects/${projectId}`;
    return { authorization, path, narrow: () => change(app, 'POST', `${path}/archive`), refusal: 'OWNER_DISABLED' };
  },
  'the networks of an API key are narrowed': async (app, name) => {
    const { projectId } = await app.tenant(name);
    const key = await app.apiKey(projectId, ['api-keys.read']);
    const path = `/api/v1/projects/${projectId}/api-keys`;
    const narrow = () => change(app, 'PATCH', `${path}/${key.id}`);
    return { authorization: key.authorization, path, narrow, refusal: 'NETWORK_REFUSED' };
  },
};

async function member(app: TestApp, organization: string, role = 'MEMBER') {
  await app.tenant(organization);
  return { person: await app.person(organization, role), path: `/api/v1/organizations/${organization}` };
}

const bodies: Readonly<Record<string, object>> = {
  PUT: { role: 'MEMBER' },
  PATCH: { allowedNetworks: ['192.0.2.0/24'] },
};

/** Makes a change, by the administrator unless said otherwise. */
async function change(app: TestApp, method: string, path: string, by?: SignedIn): Promise<number> {
  const { authorization } = by ?? (await app.admin());
  const body = bodies[method];
  const headers = body === undefined ? {} : { 'if-match': '*' };
  return (await app.call(method, path, { authorization, headers, ...(body === undefined ? {} : { body }) })).status;
}

const rounds = 4;
const clients = 8;

onEachDatabase('under load', (kind) => {
  const shared = sharedApp(kind);

  for (const [what, prepare] of Object.entries(narrowings)) {
    test(`no request that starts after the answer is accepted once ${what}`, async () => {
      const app = await shared();
      for (let round = 0; round < rounds; round += 1) {
        const name = `${kind}-${Object.keys(narrowings).indexOf(what)}-${round}`;
        const { authorization, path, narrow, refusal } = await prepare(app, name);
        const write = what.includes('demoted');
        const use = async () => {
          const startedAt = performance.now();
          const options = { authorization, headers: { 'if-match': '"v9999"' }, body: { name: 'x' } };
          const reply = write ? await app.call('PATCH', path, options) : await app.call('GET', path, { authorization });
          // 412: it may, but that version is not there.
          const accepted = reply.status === 200 || reply.status === 412;
          return { startedAt, accepted, code: reply.body?.error?.code };
        };
        assert.equal((await use()).accepted, true);

        let answeredAt = Number.POSITIVE_INFINITY;
        const client = async () => {
          const seen = [];
          for (let later = 0; later < 10; ) {
            seen.push(await use());
            if (answeredAt < Number.POSITIVE_INFINITY) later += 1;
          }
          return seen;
        };
        const busy = Array.from({ length: clients }, client);
        await wait(Math.random() * 25);
        assert.ok([200, 204].includes(await narrow()));
        answeredAt = performance.now();

        const uses = (await Promise.all(busy)).flat();
        const late = uses.filter(({ startedAt }) => startedAt > answeredAt);
        assert.ok(late.length >= clients);
        assert.deepEqual(
          new Set(late.map(({ accepted, code }) => `${accepted} ${code}`)),
          new Set([`false ${refusal}`]),
        );
      }
    });
  }

  test('a request that starts after a revoke is not served by a check that began before it', async (t) => {
    const app = await shared();
    const key = await app.apiKey(app.projectId, ['api-keys.read']);
    const verify = Argon2Pool.prototype.verify;
    const reached = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    t.mock.method(
      Argon2Pool.prototype,
      'verify',
      async function (this: Argon2Pool, ...args: Parameters<Argon2Pool['verify']>) {
        reached.resolve();
        await release.promise;
        return verify.apply(this, args);
      },
    );
    const before = app.app.checkCredential(key.secret, '127.0.0.1');
    await reached.promise;
    const path = `/api/v1/projects/${app.projectId}/api-keys/${key.id}`;
    assert.equal(await change(app, 'DELETE', path), 204);
    const afterwards = app.app.checkCredential(key.secret, '127.0.0.1');
    release.resolve();
    // The earlier one may still be served: it started before the revoke was answered.
    assert.ok(['valid', 'revoked'].includes((await before).outcome));
    assert.equal((await afterwards).outcome, 'revoked');
    assert.equal((await app.app.checkCredential(key.secret, '127.0.0.1')).outcome, 'revoked');
  });

  test('rights that come back are in force on the next request, too', async () => {
    const app = await shared();
    const { person, path } = await member(app, `${kind}-back`);
    const pat = await app.pat(person, ['org.read']);
    for (let round = 0; round < 10; round += 1) {
      assert.equal((await app.call('GET', path, pat)).status, 200);
      await change(app, 'POST', `/api/v1/admin/users/${person.userId}/disable`);
      assert.equal((await app.call('GET', path, pat)).status, 401);
      await change(app, 'POST', `/api/v1/admin/users/${person.userId}/enable`);
    }
  });
});
