/** Who comes into an organization and by whom, and what nobody may do to its owners. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { onEachDatabase, type SignedIn, sharedApp, type TestApp } from '../harness.ts';

const hourMs = 3_600_000;

function membersOf(app: TestApp, organization: string, by: SignedIn) {
  const path = `/api/v1/organizations/${organization}/members`;
  const { authorization } = by;
  const headers = { 'if-match': '*' };
  return {
    add: (email: string, role: string) => app.call('POST', path, { authorization, body: { email, role } }),
    setRole: (userId: string, role: string) =>
      app.call('PUT', `${path}/${userId}/role`, { authorization, headers, body: { role } }),
    remove: (userId: string) => app.call('DELETE', `${path}/${userId}`, { authorization }),
  };
}

onEachDatabase('members', (kind) => {
  const open = sharedApp(kind);
  const accept = (app: TestApp, token: string, password = 'a password of some length') =>
    app.call('POST', '/api/v1/auth/accept-invitation', { body: { token, password } });
  const tokenOf = (url: string): string => url.split('#')[1] ?? '';

  describe('an invitation', () => {
    it('sets a password once; the second time its link is as one that never was', async () => {
      const app = await open();
      const email = 'once@example.com';
      const added = await membersOf(app, 'acme', await app.admin()).add(email, 'MEMBER');
      const token = tokenOf(added.body.invitation.url);
      assert.equal((await accept(app, token)).body.email, email);
      const again = await accept(app, token, 'another password, by somebody else');
      const never = await accept(app, 'never-was-a-token');
      assert.deepEqual([again.status, never.status], [404, 404]);
      assert.equal(again.body.detail, never.body.detail);
      assert.ok((await app.signIn(email, 'a password of some length')).userId);
    });

    it('ends after its time', async () => {
      const app = await open();
      const { add } = membersOf(app, 'acme', await app.admin());
      const added = await add('late@example.com', 'MEMBER');
      const { url, expiresAt } = added.body.invitation;
      assert.equal(Math.round((Date.parse(expiresAt) - app.clock.now()) / hourMs), app.config.invitationHours);
      app.clock.advance(app.config.invitationHours * hourMs + 1000);
      assert.equal((await accept(app, tokenOf(url))).status, 404);
    });

    it('is not handed to a second organization, which would become that person', async () => {
      const app = await open();
      const admin = await app.admin();
      await app.tenant('second');
      const owner = await app.person('second', 'OWNER');
      const email = 'wanted-twice@example.com';
      const first = await membersOf(app, 'acme', admin).add(email, 'MEMBER');
      const second = await membersOf(app, 'second', owner).add(email, 'MEMBER');
      assert.deepEqual([second.status, second.body.invitation], [201, null]);
      assert.equal((await accept(app, tokenOf(first.body.invitation.url))).status, 200);
    });

    it('is not made for somebody who can sign in already', async () => {
      const app = await open();
      await app.tenant('third');
      const { email } = await app.person('acme', 'MEMBER');
      const added = await membersOf(app, 'third', await app.admin()).add(email.toUpperCase(), 'MEMBER');
      assert.deepEqual([added.status, added.body.invitation, added.body.member.email], [201, null, email]);
    });
  });

  describe('the last owner', () => {
    it('can be neither demoted nor removed, until there is another', async () => {
      const app = await open();
      await app.tenant('owned');
      const admin = await app.admin();
      const members = membersOf(app, 'owned', admin);
      for (const reply of [await members.setRole(admin.userId, 'ADMIN'), await members.remove(admin.userId)]) {
        assert.deepEqual([reply.status, reply.body.error.code], [409, 'CONFLICT']);
      }
      const other = await app.person('owned', 'OWNER');
      assert.equal((await members.setRole(admin.userId, 'MEMBER')).status, 200);
      const left = await membersOf(app, 'owned', other).remove(other.userId);
      assert.equal(left.status, 409);
    });

    it('stays where both of two leave at the same moment', async () => {
      const app = await open();
      await app.tenant('contended');
      const admin = await app.admin();
      const other = await app.person('contended', 'OWNER');
      const replies = await Promise.all([
        membersOf(app, 'contended', admin).remove(admin.userId),
        membersOf(app, 'contended', other).remove(other.userId),
      ]);
      assert.deepEqual(replies.map(({ status }) => status).sort(), [204, 409]);
    });
  });

  describe('an administrator of an organization', () => {
    it('grants no role above their own, to nobody and not to themselves', async () => {
      const app = await open();
      const admin = await app.person('acme', 'ADMIN');
      const member = await app.person('acme', 'MEMBER');
      const members = membersOf(app, 'acme', admin);
      for (const reply of [
        await members.add('new-owner@example.com', 'OWNER'),
        await members.setRole(member.userId, 'OWNER'),
        await members.setRole(admin.userId, 'OWNER'),
      ]) {
        assert.deepEqual([reply.status, reply.body.error.code], [403, 'SCOPE_ESCALATION']);
        assert.deepEqual(reply.body.error.details.missing, ['ai-config.write', 'project-settings.write']);
      }
      assert.equal((await members.setRole(member.userId, 'ADMIN')).status, 200);
    });

    it('neither demotes nor removes an owner', async () => {
      const app = await open();
      const admin = await app.person('acme', 'ADMIN');
      const owner = await app.person('acme', 'OWNER');
      const members = membersOf(app, 'acme', admin);
      for (const reply of [await members.setRole(owner.userId, 'MEMBER'), await members.remove(owner.userId)]) {
        assert.deepEqual([reply.status, reply.body.error.code], [403, 'SCOPE_ESCALATION']);
      }
      const { status } = await app.call('PATCH', '/api/v1/organizations/acme', {
        authorization: owner.authorization,
        headers: { 'if-match': '*' },
        body: { name: 'Still theirs' },
      });
      assert.equal(status, 200);
    });
  });
});
