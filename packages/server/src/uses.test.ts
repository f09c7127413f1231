import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnsweredUse } from './http/answered-use.ts';
import type { CredentialBounds, Principal } from './modules/scopes/index.ts';
import { toUseEvent } from './uses.ts';

const credential: CredentialBounds = {
  id: 'credential-1',
  kind: 'pat',
  granted: new Set(),
  level: null,
  followsOwner: false,
  expiresAt: null,
  allowedNetworks: [],
  projectIds: [],
  rateLimitPolicyId: null,
};
const person = { userId: 'user-1', email: 'a@b', name: 'A', instanceAdmin: false, memberships: new Map() };
const pat: Principal = { kind: 'pat', person, credential };
const key: Principal = {
  kind: 'api-key',
  projectId: 'project-1',
  organizationId: 'organization-1',
  credential: { ...credential, id: 'credential-2', kind: 'api-key' },
};
const anonymous: Principal = { kind: 'anonymous' };
const client = { address: '192.0.2.7', userAgent: 'agent', traceId: 'trace' };
const use = (fields: Partial<AnsweredUse>): AnsweredUse => ({
  principal: pat,
  refused: null,
  target: null,
  method: 'GET',
  path: '/as-it-was-sent',
  status: 200,
  throttledBy: null,
  client,
  ...fields,
});
const eventOf = (fields: Partial<AnsweredUse>) => toUseEvent(use(fields), 5, '/concealed');

test('a use says who, with what, where and how it ended; its path is the one that was concealed', () => {
  const target = { organizationId: 'organization-9', projectId: 'project-9' };
  assert.deepEqual(eventOf({ target }), {
    at: 5,
    action: 'credential.use',
    actorKind: 'pat',
    actorUserId: 'user-1',
    actorCredentialId: 'credential-1',
    targetKind: 'pat',
    targetId: 'credential-1',
    ownerUserId: null,
    projectId: 'project-9',
    organizationId: 'organization-9',
    method: 'GET',
    path: '/concealed',
    status: 200,
    address: '192.0.2.7',
    userAgent: 'agent',
    traceId: 'trace',
    details: '{}',
  });
});

for (const { what, fields, place } of [
  { what: 'of a PAT on nothing in particular has no place', fields: {}, place: [null, null] },
  {
    what: 'on an organization has that',
    fields: { target: { organizationId: 'o', projectId: '' } },
    place: ['o', null],
  },
  { what: 'of an API key has its project’s', fields: { principal: key }, place: ['organization-1', 'project-1'] },
  {
    what: 'of an API key on an operation without a place has its project’s',
    fields: { principal: key, target: { organizationId: '', projectId: '' } },
    place: ['organization-1', 'project-1'],
  },
  {
    what: 'of an API key on its organization has that',
    fields: { principal: key, target: { organizationId: 'organization-1', projectId: '' } },
    place: ['organization-1', null],
  },
] satisfies { what: string; fields: Partial<AnsweredUse>; place: unknown }[]) {
  test(`a use ${what}`, () => {
    const { organizationId, projectId } = eventOf(fields);
    assert.deepEqual([organizationId, projectId], place);
  });
}

test('a use that a rate limit answered is a throttled one and says which; one that was refused stays refused, whatever its status', () => {
  const throttledBy = [{ id: 'policy-1', name: 'strict' }];
  const throttled = eventOf({ status: 429, throttledBy });
  assert.equal(throttled.action, 'credential.throttle');
  assert.deepEqual(JSON.parse(throttled.details), { policies: throttledBy });
  const refused = { reason: 'address-blocked', credentialId: null, principal: anonymous } as const;
  assert.equal(eventOf({ status: 429, refused, principal: anonymous }).action, 'credential.refuse');
});

test('a refused attempt whose secret was right names the credential, whose it is, and why', () => {
  const refused = { reason: 'revoked', credentialId: 'credential-2', principal: key } as const;
  const event = eventOf({ refused, principal: anonymous, status: 401 });
  assert.deepEqual(
    [
      event.action,
      event.actorKind,
      event.actorCredentialId,
      event.targetKind,
      event.targetId,
      event.projectId,
      event.details,
    ],
    ['credential.refuse', 'api-key', 'credential-2', 'api-key', 'credential-2', 'project-1', '{"reason":"revoked"}'],
  );
});

test('a refused attempt with what is no credential names its address alone', () => {
  const refused = { reason: 'unknown', credentialId: null, principal: anonymous } as const;
  const event = eventOf({ refused, principal: anonymous, status: 401 });
  assert.deepEqual(
    [
      event.actorKind,
      event.actorUserId,
      event.actorCredentialId,
      event.targetKind,
      event.targetId,
      event.organizationId,
    ],
    ['anonymous', null, null, 'address', '192.0.2.7', null],
  );
});
