import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isPermission, type Operation, type Permission, principalKinds } from '@keywright/contract';
import { assertRefused, callOperation, exampleOf } from './call-operation.ts';
import { acceptedHere, callerOf } from './caller.ts';
import { neededByNone, type World } from './world.ts';

/** Who may not call an operation at all. */
export function refusedCallers(operation: Operation, world: () => Promise<World>): void {
  const { needs, accepts } = operation;
  if (needs === 'anyone') return;
  const call = async (authorization?: string) => {
    const opened = await world();
    const { params, body } = await exampleOf(opened, opened.home, operation);
    return callOperation(opened, operation, { params, body, authorization });
  };

  it('answers 401 without a credential, and does not call that an invalid token', async () => {
    const answer = await call();
    assertRefused(answer, 'UNAUTHENTICATED', {});
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="keywright"');
  });

  it('answers 401 invalid_token to a credential that nobody minted', async () => {
    for (const scheme of ['Bearer', 'ApiKey', 'Basic']) {
      const answer = await call(`${scheme} tr_pat_abcdefgh.${'x'.repeat(43)}`);
      assertRefused(answer, 'UNAUTHENTICATED', {});
      assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="keywright", error="invalid_token"');
    }
  });

  const here = acceptedHere(operation);
  for (const kind of principalKinds.filter((each) => !here.includes(each))) {
    it(`refuses a caller by ${kind}, however much it may do, and says what it accepts`, async () => {
      const { home } = await world();
      assertRefused(await call(callerOf(home, kind).authorization), 'CREDENTIAL_KIND_REFUSED', {
        accepts: kind === 'pat' ? here : accepts,
      });
    });
  }

  if (needs === 'instance-admin') {
    it('is forbidden to the owner of an organization who does not administer the instance', async () => {
      const { home } = await world();
      assertRefused(await call(home.owner.authorization), 'FORBIDDEN', {});
    });
  }
  if (isPermission(needs)) refusedWithoutScope(operation, needs, world, call);
  if (needs === 'signed-in' && accepts.includes('pat')) {
    it('refuses a PAT whose owner was removed from every organization', async () => {
      const { app, home } = await world();
      const member = await app.person(home.slug, 'MEMBER', home.owner);
      const { authorization } = await app.pat(member, [neededByNone]);
      const removed = await app.call('DELETE', `/api/v1/organizations/${home.slug}/members/${member.userId}`, {
        authorization: home.owner.authorization,
      });
      assert.equal(removed.status, 204);
      assertRefused(await call(authorization), 'INSUFFICIENT_SCOPE', { required: [], missing: [neededByNone] });
    });
  }
}

function refusedWithoutScope(
  { accepts }: Operation,
  needs: Permission,
  world: () => Promise<World>,
  call: (authorization: string) => ReturnType<typeof callOperation>,
): void {
  for (const [kind, which] of [
    ['pat', 'pat'],
    ['api-key', 'apiKey'],
  ] as const) {
    if (!accepts.includes(kind)) continue;
    it(`refuses a caller by ${kind} that lacks the scope, and names it`, async () => {
      const { catalogue, home } = await world();
      const scope = catalogue.scopeOf(needs);
      const answer = await call(home.lesser[which].authorization);
      assertRefused(answer, 'INSUFFICIENT_SCOPE', { required: [scope], missing: [scope] });
      const challenge = `Bearer realm="keywright", error="insufficient_scope", scope="${scope}"`;
      assert.equal(answer.headers.get('www-authenticate'), challenge);
    });
  }
}
