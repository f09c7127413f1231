import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Minted, TestApp } from '../../../server/test/harness.ts';
import type { Calls } from './calls-of.ts';

export interface World extends Calls {
  readonly app: () => TestApp;
  /** A slug that no other suite takes. */
  readonly own: (slug: string) => string;
}

/** What callers meet at routes whose guards name an organization. */
export function aboutOrganizations({ get, refused, passed, own, ...world }: World): void {
  it('knows who may act in an organization, by its id or by its slug', async () => {
    const app = world.app();
    const organizationId = app.firstRun?.organization.id ?? '';
    const owner = await app.person('acme', 'ADMIN');
    const holders: readonly [Minted, string | null][] = [
      [await app.pat(owner, ['projects.write']), null],
      // The project of a key goes with it, whatever a request is about.
      [await app.apiKey(app.projectId, ['projects.write']), app.projectId],
    ];
    for (const named of [organizationId, 'acme']) {
      for (const [holder, projectId] of holders) {
        const { principal } = await passed(get(`/organizations/${named}/projects`, holder));
        const { credentialId, scopes } = principal;
        assert.deepEqual([credentialId, scopes], [holder.id, ['projects.read', 'projects.write']]);
        assert.deepEqual([principal.organizationId, principal.projectId], [organizationId, projectId]);
      }
    }
  });

  it('counts the scopes that are held in the organization, and not those that are held in another', async () => {
    const app = world.app();
    const slug = own('elsewhere');
    const { organizationId: other } = await app.tenant(slug);
    const member = await app.person('acme', 'MEMBER');
    const { authorization } = await app.admin();
    const body = { email: member.email, role: 'ADMIN' };
    assert.equal(
      (await app.call('POST', `/api/v1/organizations/${slug}/members`, { authorization, body })).status,
      201,
    );
    const pat = await app.pat(member, ['projects.write']);
    assert.equal((await passed(get(`/within?organization=${slug}`, pat))).principal.organizationId, other);
    const { error } = await refused(() => get('/within?organization=acme', pat), 403, 'INSUFFICIENT_SCOPE');
    assert.deepEqual(error.details, { required: ['projects.write'], missing: ['projects.write'] });
  });

  it('answers an organization of strangers, one that does not exist and none at all alike', async () => {
    const app = world.app();
    const stranger = await app.apiKey(app.projectId, ['projects.write']);
    const slug = own('closed');
    const { organizationId: id } = await app.tenant(slug);
    const bodies = new Set<string>();
    for (const name of [slug, id, '01J00000000000000000000000', 'nobody', '', 'x'.repeat(65), '-', '%00']) {
      const { error } = await refused(() => get(`/within?organization=${name}`, stranger), 404, 'NOT_FOUND');
      const { traceId, ...said } = error;
      bodies.add(JSON.stringify(said));
    }
    assert.equal(bodies.size, 1);
    await refused(() => get('/within?organization='), 401, 'UNAUTHENTICATED');
  });
}
