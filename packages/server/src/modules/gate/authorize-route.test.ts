import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@keywright/contract';
import fc from 'fast-check';
import type { CredentialBounds, Person, Principal } from '../scopes/index.ts';
import { authorizeRoute, type GateProject, type Place } from './authorize-route.ts';
import type { Needs } from './route-table.ts';

const bounds = (granted: readonly string[], projectIds: readonly string[]): CredentialBounds => ({
  id: 'credential',
  kind: 'pat',
  granted: new Set(granted),
  level: null,
  followsOwner: false,
  expiresAt: null,
  allowedNetworks: [],
  rateLimitPolicyId: null,
  projectIds,
});

/** Somebody with rights in some organizations. */
function personIn(rights: Readonly<Record<string, readonly string[]>>): Person {
  const memberships = Object.entries(rights).map(
    ([organizationId, scopes]) => [organizationId, { organizationId, role: 'R', rights: new Set(scopes) }] as const,
  );
  return { userId: 'u', email: 'u@example.com', name: 'U', instanceAdmin: false, memberships: new Map(memberships) };
}

function decide(principal: Principal, method: string, needs: Needs, place: Place): readonly string[] | string {
  try {
    return [...authorizeRoute(principal, method, needs, place)].sort();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const at = (project: GateProject | undefined): Place => ({ about: 'project', project });
const of = (organizationId: string | undefined): Place => ({ about: 'organization', organizationId });
const project = (id: string, organizationId: string, archived = false): GateProject => ({
  id,
  organizationId,
  archived,
});
const all = (...scopes: string[]): Needs => ({ rule: 'all', scopes });
const any = (...scopes: string[]): Needs => ({ rule: 'any', scopes });
const nowhere: Place = { about: 'nothing' };
const person = personIn({ o1: ['read', 'write'], o2: ['read'] });
const pat = (granted: readonly string[], projectIds: readonly string[] = []): Principal => ({
  kind: 'pat',
  person,
  credential: bounds(granted, projectIds),
});

const cases: readonly (readonly [
  guarantee: string,
  principal: Principal,
  line: readonly [method: string, needs: Needs, place: Place],
  decision: readonly string[] | string,
])[] = [
  ['scopes count where they are held', pat(['write']), ['POST', all('write'), at(project('p', 'o1'))], ['write']],
  ['and not elsewhere', pat(['write']), ['POST', all('write'), at(project('p', 'o2'))], 'INSUFFICIENT_SCOPE'],
  [
    'who holds them nowhere is told so, whatever the project',
    pat(['read']),
    ['GET', all('write'), at(undefined)],
    'INSUFFICIENT_SCOPE',
  ],
  ['a project that is not there is not found', pat(['read']), ['GET', all('read'), at(undefined)], 'NOT_FOUND'],
  ['one that may not be seen is not there', pat(['read']), ['GET', all('read'), at(project('p', 'o3'))], 'NOT_FOUND'],
  [
    'a bound PAT reaches its projects alone',
    pat(['read'], ['q']),
    ['GET', all('read'), at(project('p', 'o1'))],
    'WRONG_PROJECT',
  ],
  ['and those it reaches', pat(['read'], ['p']), ['GET', all('read'), at(project('p', 'o1'))], ['read']],
  ['about no project, it reads', pat(['read'], ['p']), ['GET', all('read'), nowhere], ['read']],
  ['and changes nothing', pat(['write'], ['p']), ['POST', all('write'), nowhere], 'WRONG_PROJECT'],
  ['one of several scopes suffices where it is said', pat(['read']), ['GET', any('write', 'read'), nowhere], ['read']],
  ['none of them does not', pat(['read']), ['GET', any('write', 'other'), nowhere], 'INSUFFICIENT_SCOPE'],
  [
    'about an organization, scopes count where they are held',
    pat(['write']),
    ['GET', all('write'), of('o1')],
    ['write'],
  ],
  [
    'and not where another organization grants them',
    pat(['write']),
    ['GET', all('write'), of('o2')],
    'INSUFFICIENT_SCOPE',
  ],
  ['an organization that may not be seen is not there', pat(['read']), ['GET', all('read'), of('o3')], 'NOT_FOUND'],
  ['nor is one that does not exist', pat(['read']), ['GET', all('read'), of(undefined)], 'NOT_FOUND'],
  ['a bound PAT changes no organization', pat(['write'], ['p']), ['POST', all('write'), of('o1')], 'WRONG_PROJECT'],
  ['an archived project is read', pat(['write']), ['GET', all('write'), at(project('p', 'o1', true))], ['write']],
  ['and not changed', pat(['write']), ['PUT', all('write'), at(project('p', 'o1', true))], 'FORBIDDEN'],
  [
    'a PAT whose owner has lost every right is let through nowhere',
    pat(['gone']),
    ['GET', all(), nowhere],
    'INSUFFICIENT_SCOPE',
  ],
  [
    'nor is a person without rights',
    { kind: 'session', person: personIn({ o1: [] }) },
    ['GET', all(), nowhere],
    'INSUFFICIENT_SCOPE',
  ],
];
for (const [guarantee, principal, [method, needs, place], decision] of cases) {
  test(guarantee, () => assert.deepEqual(decide(principal, method, needs, place), decision));
}

test('nobody is let through with a scope that they do not hold where the request goes, whoever they are', () => {
  const scopes = fc.subarray(['read', 'write', 'other']);
  const principals: fc.Arbitrary<Principal> = fc.oneof(
    fc.tuple(scopes, fc.subarray(['p', 'q'])).map(([granted, ids]) => pat(granted, ids)),
    fc.constant<Principal>({ kind: 'session', person }),
    fc.tuple(scopes, fc.constantFrom('o1', 'o2'), fc.constantFrom('p', 'q')).map(
      ([granted, organizationId, projectId]): Principal => ({
        kind: 'api-key',
        organizationId,
        projectId,
        credential: { ...bounds(granted, []), kind: 'api-key' },
      }),
    ),
  );
  const places = fc.oneof(
    fc.constant(nowhere),
    fc.constantFrom('o1', 'o2', 'o3').map(of),
    fc.tuple(fc.constantFrom('p', 'q'), fc.constantFrom('o1', 'o2', 'o3')).map(([id, owner]) => at(project(id, owner))),
  );
  const needs = fc
    .tuple(fc.constantFrom('all', 'any'), scopes)
    .map(([rule, required]): Needs => ({ rule, scopes: required }));
  fc.assert(
    fc.property(principals, needs, places, (principal, needed, place) => {
      const decision = decide(principal, 'POST', needed, place);
      if (typeof decision === 'string') return;
      assert.ok(decision.length > 0);
      const suffices =
        needed.rule === 'all' ? needed.scopes.every.bind(needed.scopes) : needed.scopes.some.bind(needed.scopes);
      assert.ok(suffices((scope) => decision.includes(scope)));
      if (place.about === 'nothing') return;
      const organizationId = (place.about === 'project' ? place.project?.organizationId : place.organizationId) ?? '';
      if (principal.kind === 'api-key') assert.equal(principal.organizationId, organizationId);
      else if (principal.kind !== 'anonymous') {
        const rights = principal.person.memberships.get(organizationId)?.rights;
        assert.ok(decision.every((scope) => rights?.has(scope)));
      }
    }),
    { numRuns: 2000 },
  );
});
