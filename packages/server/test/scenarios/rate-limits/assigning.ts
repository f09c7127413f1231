import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { patsPath, refused } from '../../acceptance/002/calls.ts';
import { askForToken, faultsOf, mintChild, mintToken } from '../../acceptance/token-calls.ts';
import type { Reply } from '../../harness.ts';
import { createPolicy, newProject, type Start } from './calls.ts';

const keysPath = (projectId: string) => `/api/v1/projects/${projectId}/api-keys`;
const overwriting = { 'if-match': '*' };

function unknownAt(reply: Reply, path: string): void {
  const { fields } = refused(reply, 400, 'VALIDATION_FAILED');
  const message = 'is no rate-limit policy that can be given here.';
  assert.deepEqual(fields, [{ path, code: 'UNKNOWN_POLICY', message }]);
}

function beyondParent(reply: Reply, path: string): void {
  assert.deepEqual(faultsOf(reply), [[path, 'BEYOND_PARENT']]);
}

/** Which policy a token may have, and who gives it. */
export function assigning(start: Start): void {
  describe('the policy of an API key', () => {
    it('is given when minting, changed, cleared and shown; absent leaves it', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const [one, other] = [
        await createPolicy(app, projectId, [{ per_day: 1000 }]),
        await createPolicy(app, projectId, [{ per_day: 1000 }]),
      ];
      const { authorization } = await app.admin();
      const key = await app.apiKey(projectId, ['keys.read'], { rateLimitPolicyId: one.id });
      assert.equal(key.reply.rateLimitPolicyId, one.id);
      const path = `${keysPath(projectId)}/${key.id}`;
      for (const [body, expected] of [
        [{ note: 'x' }, one.id],
        [{ rateLimitPolicyId: other.id }, other.id],
        [{ rateLimitPolicyId: null }, null],
      ] as const) {
        const changed = await app.call('PATCH', path, { authorization, headers: overwriting, body });
        assert.deepEqual([changed.status, changed.body.rateLimitPolicyId], [200, expected]);
        const { body: listed } = await app.call('GET', keysPath(projectId), { authorization });
        assert.equal(listed.data[0].rateLimitPolicyId, expected);
      }
    });

    it('is one of its own project: any other is as unknown as none', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const { authorization } = await app.admin();
      const key = await app.apiKey(projectId, ['keys.read']);
      const elsewhere = await createPolicy(app, app.projectId, [{ per_day: 1 }]);
      for (const rateLimitPolicyId of [elsewhere.id, '01J00000000000000000000000']) {
        const body = { name: 'x', scopes: ['keys.read'], rateLimitPolicyId };
        unknownAt(await app.call('POST', keysPath(projectId), { authorization, body }), 'rateLimitPolicyId');
        const change = { authorization, headers: overwriting, body: { rateLimitPolicyId } };
        unknownAt(await app.call('PATCH', `${keysPath(projectId)}/${key.id}`, change), 'rateLimitPolicyId');
      }
    });
  });

  describe('the policy of a PAT', () => {
    it('is one of any project whose policies its owner may read; others do not exist for them', async () => {
      const app = await start();
      const policy = await createPolicy(app, await newProject(app), [{ per_day: 1000 }]);
      const { projectId: foreign } = await app.tenant(`unseen-${policy.id.slice(-6).toLowerCase()}`);
      const theirs = await createPolicy(app, foreign, [{ per_day: 1000 }]);
      const person = await app.person('acme', 'MEMBER');
      const pat = await app.pat(person, ['keys.read'], { rateLimitPolicyId: policy.id });
      assert.equal(pat.reply.rateLimitPolicyId, policy.id);
      const { authorization } = person;
      const body = { name: 'x', scopes: ['keys.read'], rateLimitPolicyId: theirs.id };
      unknownAt(await app.call('POST', patsPath, { authorization, body }), 'rateLimitPolicyId');
      const change = { authorization, headers: overwriting, body: { rateLimitPolicyId: theirs.id } };
      unknownAt(await app.call('PATCH', `${patsPath}/${pat.id}`, change), 'rateLimitPolicyId');
    });

    it('has the snake_case name in the other family, in faults as well', async () => {
      const app = await start();
      const policy = await createPolicy(app, app.projectId, [{ per_day: 1000 }]);
      const { authorization } = await app.admin();
      const mint = (rate_limit_policy_id: unknown) =>
        app.call('POST', '/api/v1/tokens', {
          authorization,
          body: { name: 'x', scopes: ['keys.read'], rate_limit_policy_id },
        });
      const minted = await mint(policy.id);
      assert.deepEqual([minted.status, minted.body.rate_limit_policy_id], [201, policy.id]);
      const { body: shown } = await app.call('GET', `/api/v1/tokens/${minted.body.id}`, { authorization });
      const current = await app.call('GET', '/api/v1/tokens/current', { authorization: `Bearer ${minted.body.token}` });
      assert.deepEqual([shown.rate_limit_policy_id, current.body.rate_limit_policy_id], [policy.id, policy.id]);
      assert.equal((await mint(null)).body.rate_limit_policy_id, null);
      unknownAt(await mint('01J00000000000000000000000'), 'rate_limit_policy_id');
    });

    it('stays through a rotation, and an administrator sees it', async () => {
      const app = await start();
      const policy = await createPolicy(app, app.projectId, [{ per_day: 1000 }]);
      const { authorization } = await app.admin();
      const pat = await app.pat(await app.admin(), ['keys.read'], { rateLimitPolicyId: policy.id });
      const rotated = await app.call('POST', `${patsPath}/${pat.id}/rotate`, { authorization, body: {} });
      const { body: seen } = await app.call('GET', `/api/v1/admin/credentials/${pat.id}`, { authorization });
      assert.deepEqual([rotated.body.rateLimitPolicyId, seen.rateLimitPolicyId], [policy.id, policy.id]);
    });
  });
}

/** What a limited token makes or changes is limited alike. */
export function inheriting(start: Start, startManaging: Start): void {
  describe('a limited token', () => {
    it('gives its policy to the API keys that it mints, in whatever project', async () => {
      const app = await start();
      const policy = await createPolicy(app, app.projectId, [{ per_day: 1000 }]);
      const other = await createPolicy(app, app.projectId, [{ per_day: 1000 }]);
      const scopes = ['api-keys.write', 'keys.read'];
      const { authorization } = await app.pat(await app.admin(), scopes, { rateLimitPolicyId: policy.id });
      const mint = (projectId: string, more: object) => {
        const body = { name: 'child', scopes: ['keys.read'], ...more };
        return app.call('POST', keysPath(projectId), { authorization, body });
      };
      for (const projectId of [app.projectId, await newProject(app)]) {
        for (const more of [{}, { rateLimitPolicyId: policy.id }]) {
          const child = await mint(projectId, more);
          assert.deepEqual([child.status, child.body.rateLimitPolicyId], [201, policy.id], child.text);
        }
      }
      for (const rateLimitPolicyId of [null, other.id]) {
        beyondParent(await mint(app.projectId, { rateLimitPolicyId }), 'rateLimitPolicyId');
      }
    });

    it('takes no policy from an API key, and gives none but its own', async () => {
      const app = await start();
      const policy = await createPolicy(app, app.projectId, [{ per_day: 1000 }]);
      const other = await createPolicy(app, app.projectId, [{ per_day: 1000 }]);
      const scopes = ['api-keys.write', 'keys.read'];
      const limited = await app.apiKey(app.projectId, scopes, { rateLimitPolicyId: policy.id });
      const others = await app.apiKey(app.projectId, ['keys.read'], { rateLimitPolicyId: other.id });
      const set = (id: string, rateLimitPolicyId: string | null) =>
        app.call('PATCH', `${keysPath(app.projectId)}/${id}`, {
          authorization: limited.authorization,
          headers: overwriting,
          body: { rateLimitPolicyId },
        });
      for (const [id, policyId] of [
        [limited.id, null],
        [limited.id, other.id],
        [others.id, null],
      ] as const) {
        beyondParent(await set(id, policyId), 'rateLimitPolicyId');
      }
      assert.equal((await set(others.id, policy.id)).body.rateLimitPolicyId, policy.id);
    });

    it('that manages tokens mints them under its policy, through either door', async () => {
      const app = await startManaging();
      const policy = await createPolicy(app, app.projectId, [{ per_day: 1000 }]);
      const full = { level: 'full', expires_at: null, rate_limit_policy_id: policy.id };
      const parent = await mintToken(app, await app.admin(), full);
      assert.equal((await mintChild(app, parent)).reply.rate_limit_policy_id, policy.id);
      const { authorization } = parent;
      const pat = await app.call('POST', patsPath, {
        authorization,
        body: { name: 'child', level: 'full', expiresAt: null },
      });
      assert.deepEqual([pat.status, pat.body.rateLimitPolicyId], [201, policy.id], pat.text);
      beyondParent(await askForToken(app, parent, { rate_limit_policy_id: null }), 'rate_limit_policy_id');
    });

    it('gets the secret of no token that is not limited as it is', async () => {
      const app = await startManaging();
      const owner = await app.admin();
      const policy = await createPolicy(app, app.projectId, [{ per_day: 1000 }]);
      const full = { level: 'full', expires_at: null };
      const limited = { ...full, rate_limit_policy_id: policy.id };
      const [{ authorization }, alike, free] = [
        await mintToken(app, owner, limited),
        await mintToken(app, owner, limited),
        await mintToken(app, owner, full),
      ];
      const rotate = (id: string) => app.call('POST', `${patsPath}/${id}/rotate`, { authorization, body: {} });
      refused(await rotate(free.id), 403, 'FORBIDDEN');
      const rotated = await rotate(alike.id);
      assert.equal(rotated.status, 200, rotated.text);
    });
  });
}
