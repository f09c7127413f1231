import fc from 'fast-check';
import type { AuditEvent } from './audit-event.ts';

/** An event for tests, with what a test says of it. */
export const sampleEvent = (fields: Partial<AuditEvent> = {}): AuditEvent => ({
  at: 1_700_000_000_000,
  action: 'credential.use',
  actorKind: 'pat',
  actorUserId: 'user-1',
  actorCredentialId: 'credential-1',
  targetKind: 'pat',
  targetId: 'credential-1',
  ownerUserId: null,
  projectId: 'project-1',
  organizationId: 'organization-1',
  method: 'GET',
  path: '/api/v1/projects/project-1',
  status: 200,
  address: '192.0.2.7',
  userAgent: 'curl/8',
  traceId: '0'.repeat(32),
  details: '{}',
  ...fields,
});

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);

/** Events of a few people, projects and actions, so that filters find some. */
export const anyEvent: fc.Arbitrary<Omit<AuditEvent, 'at'>> = fc
  .record({
    action: oneOf(
      'credential.use',
      'credential.use',
      'credential.refuse',
      'credential.throttle',
      'pat.mint',
      'project.create',
    ),
    actorUserId: oneOf(null, 'user-1', 'user-2'),
    targetId: oneOf('target-1', 'target-2', 'organization-1'),
    ownerUserId: oneOf(null, null, 'user-1', 'user-3'),
    place: oneOf(
      [null, null],
      ['organization-1', null],
      ['organization-1', 'project-1'],
      ['organization-2', 'project-2'],
    ),
    address: oneOf('192.0.2.1', '192.0.2.2'),
    status: oneOf(200, 403),
  })
  .map(({ place: [organizationId, projectId], ...fields }) => {
    const { at: _, ...event } = sampleEvent({
      ...fields,
      organizationId: organizationId ?? null,
      projectId: projectId ?? null,
    });
    return event;
  });

export const anyFilter = fc.record({
  log: oneOf(
    { of: 'instance' } as const,
    { of: 'organization', id: 'organization-1' } as const,
    { of: 'project', id: 'project-2' } as const,
    { of: 'user', id: 'user-1' } as const,
    { of: 'user', id: 'user-3' } as const,
  ),
  kind: oneOf(undefined, undefined, 'use' as const, 'refusal' as const, 'change' as const),
  action: oneOf(undefined, undefined, 'pat.mint', 'credential.refuse'),
  actorUserId: oneOf(undefined, undefined, 'user-1'),
  targetId: oneOf(undefined, undefined, 'target-1', 'organization-1'),
  address: oneOf(undefined, undefined, '192.0.2.1'),
  status: oneOf(undefined, undefined, 403),
  projectIds: oneOf(undefined, undefined, undefined, ['project-1'], ['project-1', 'project-2']),
});
