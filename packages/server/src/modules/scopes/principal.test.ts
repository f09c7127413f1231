import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadPlatform } from '../../platform.ts';
import { toMemberships } from './membership.ts';
import {
  actorId,
  canSee,
  changesProjectsAlone,
  credentialOf,
  effectiveScopes,
  grantableToPat,
  type Principal,
  personOf,
  scopesAnywhere,
} from './principal.ts';
import { boundsOf, catalogues, organizationIds, peopleOf, scopesOf } from './random-platform.fixture.ts';

const cases = catalogues.chain((catalogue) =>
  fc.tuple(fc.constant(catalogue), peopleOf(catalogue), scopesOf(catalogue), fc.constantFrom(...organizationIds)),
);
const everywhere = [...organizationIds, 'no-such-organization', ''];

test('a PAT has, in every organization, no more than it was granted and no more than its owner holds there', () => {
  fc.assert(
    fc.property(cases, ([catalogue, person, scopes]) => {
      const pat: Principal = { kind: 'pat', person, credential: boundsOf(catalogue, 'pat', scopes) };
      for (const organizationId of everywhere) {
        const effective = effectiveScopes(pat, organizationId);
        const rights = effectiveScopes({ kind: 'session', person }, organizationId);
        assert.ok(effective.isSubsetOf(catalogue.expand(scopes)));
        assert.ok(effective.isSubsetOf(rights));
        assert.deepEqual(effective, catalogue.expand(scopes).intersection(rights));
      }
    }),
  );
});

test('rights in one organization give a PAT nothing in another', () => {
  fc.assert(
    fc.property(cases, ([catalogue, person, scopes, organizationId]) => {
      const without = new Map([...person.memberships].filter(([id]) => id !== organizationId));
      const removed: Principal = {
        kind: 'pat',
        person: { ...person, memberships: without },
        credential: boundsOf(catalogue, 'pat', scopes),
      };
      assert.equal(effectiveScopes(removed, organizationId).size, 0);
      assert.equal(canSee(removed, organizationId), false);
    }),
  );
});

test('an API key has what it was granted in its own organization, and nothing anywhere else', () => {
  fc.assert(
    fc.property(cases, ([catalogue, , scopes, own]) => {
      const credential = boundsOf(catalogue, 'api-key', scopes);
      const key: Principal = { kind: 'api-key', projectId: 'project', organizationId: own, credential };
      for (const organizationId of everywhere) {
        const expected = organizationId === own ? catalogue.expand(scopes) : new Set();
        assert.deepEqual(effectiveScopes(key, organizationId), expected);
        assert.equal(canSee(key, organizationId), organizationId === own);
      }
    }),
  );
});

test('a PAT may be granted exactly what its owner holds somewhere; nobody else may put anything into one', () => {
  fc.assert(
    fc.property(cases, ([catalogue, person, scopes, own]) => {
      const held = new Set([...person.memberships.values()].flatMap(({ rights }) => [...rights]));
      assert.deepEqual(grantableToPat({ kind: 'session', person }), held);
      const pat: Principal = { kind: 'pat', person, credential: boundsOf(catalogue, 'pat', scopes) };
      assert.deepEqual(grantableToPat(pat), held.intersection(catalogue.expand(scopes)));
      const credential = boundsOf(catalogue, 'api-key', scopes);
      assert.equal(grantableToPat({ kind: 'api-key', projectId: 'p', organizationId: own, credential }).size, 0);
    }),
  );
});

test('a role that the platform file no longer has keeps its holder a member without rights', () => {
  fc.assert(
    fc.property(catalogues, (catalogue) => {
      const memberships = toMemberships(catalogue, [{ organizationId: 'org-1', role: 'DROPPED' }]);
      assert.equal(memberships.get('org-1')?.rights.size, 0);
    }),
  );
});

const translately = loadPlatform('translately');
const member = {
  userId: 'user-1',
  email: 'm@example.com',
  name: 'M',
  instanceAdmin: true,
  memberships: toMemberships(translately, [{ organizationId: 'org-1', role: 'MEMBER' }]),
};
const anonymous: Principal = { kind: 'anonymous' };
const session: Principal = { kind: 'session', person: member };
const pat: Principal = { kind: 'pat', person: member, credential: boundsOf(translately, 'pat', ['keys.write']) };
const apiKey: Principal = {
  kind: 'api-key',
  projectId: 'project-1',
  organizationId: 'org-1',
  credential: { ...boundsOf(translately, 'api-key', ['keys.read']), id: 'key-1' },
};

const seen: readonly (readonly [who: string, principal: Principal, organization: string, sees: boolean])[] = [
  ['nobody', anonymous, 'org-1', false],
  ['a member by session', session, 'org-1', true],
  ['a member by PAT', pat, 'org-1', true],
  ['an API key of one of its projects', apiKey, 'org-1', true],
  ['somebody of another organization by session', session, 'org-2', false],
  ['somebody of another organization by PAT', pat, 'org-2', false],
  ['an API key of another organization', apiKey, 'org-2', false],
];
for (const [who, principal, organization, sees] of seen) {
  test(`${who} ${sees ? 'can' : 'cannot'} know that an organization exists`, () => {
    assert.equal(canSee(principal, organization), sees);
  });
}

test('an instance administrator’s PAT holds its scopes and no more', () => {
  assert.deepEqual([...effectiveScopes(pat, 'org-1')].sort(), ['keys.read', 'keys.write']);
  assert.equal(effectiveScopes(pat, 'org-2').size, 0);
  assert.equal(effectiveScopes(session, 'org-2').size, 0);
});

test('who did it is the person, by session and by PAT, and the key itself for an API key', () => {
  assert.deepEqual([session, pat, apiKey, anonymous].map(actorId), ['user-1', 'user-1', 'key-1', 'anonymous']);
});

test('no person stands behind an API key or behind nobody', () => {
  assert.equal(personOf(session), member);
  assert.equal(personOf(pat), member);
  assert.throws(() => personOf(apiKey), RangeError);
  assert.throws(() => personOf(anonymous), RangeError);
});

test('a session is bounded by no credential', () => {
  assert.equal(credentialOf(session), undefined);
  assert.equal(credentialOf(anonymous), undefined);
  assert.equal(credentialOf(pat)?.kind, 'pat');
  assert.equal(credentialOf(apiKey)?.id, 'key-1');
});

test('what a caller has anywhere is what it has in some organization', () => {
  fc.assert(
    fc.property(cases, ([catalogue, person, scopes, own]) => {
      const pat: Principal = { kind: 'pat', person, credential: boundsOf(catalogue, 'pat', scopes) };
      const credential = boundsOf(catalogue, 'api-key', scopes);
      const key: Principal = { kind: 'api-key', projectId: 'project', organizationId: own, credential };
      for (const principal of [pat, key, { kind: 'session', person }, { kind: 'anonymous' }] satisfies Principal[]) {
        const expected = organizationIds.flatMap((id) => [...effectiveScopes(principal, id)]);
        assert.deepEqual(scopesAnywhere(principal), new Set(expected));
      }
    }),
  );
});

test('a PAT that is bound to projects changes those alone; no other caller is held to that', () => {
  fc.assert(
    fc.property(cases, ([catalogue, person, scopes, own]) => {
      const credential = boundsOf(catalogue, 'pat', scopes);
      const bound: Principal = { kind: 'pat', person, credential: { ...credential, projectIds: ['project'] } };
      assert.equal(changesProjectsAlone(bound), true);
      const others: readonly Principal[] = [
        { kind: 'pat', person, credential: { ...credential, projectIds: [] } },
        { kind: 'session', person },
        { kind: 'api-key', projectId: 'project', organizationId: own, credential },
        { kind: 'anonymous' },
      ];
      for (const principal of others) assert.equal(changesProjectsAlone(principal), false);
    }),
  );
});
