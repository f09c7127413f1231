import Type from 'typebox';
import { Id, Instant, Nullable, PageQuery, Strict } from './fields.ts';

/** An event of the audit log. */
export const AuditEventReply = Type.Object(
  {
    id: Type.String({ description: 'Its place in the log: a number that grows.' }),
    at: Instant,
    action: Type.String({ examples: ['api-key.mint', 'credential.use'] }),
    kind: Type.Enum(['use', 'refusal', 'change']),
    actor: Type.Object({
      kind: Type.Enum(['session', 'pat', 'api-key', 'anonymous', 'operator']),
      userId: Nullable(Id),
      credentialId: Nullable(Id),
    }),
    target: Type.Object({ kind: Type.String(), id: Type.String() }),
    organizationId: Nullable(Id),
    projectId: Nullable(Id),
    method: Type.String(),
    path: Type.String({ description: 'Without its query.' }),
    status: Type.Integer({ description: 'What was answered; 0 where nobody asked over HTTP.' }),
    address: Type.String(),
    userAgent: Type.String(),
    traceId: Type.String(),
    details: Type.Record(Type.String(), Type.Unknown(), { description: 'What changed, or why it was refused.' }),
  },
  { title: 'AuditEvent' },
);

const filter = {
  kind: Type.Optional(Type.Enum(['use', 'refusal', 'change'], { description: 'Only events of this kind.' })),
  action: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'Only this action.' })),
  actorUserId: Type.Optional(Id),
  targetId: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'Only what concerns this: a credential’s id, say.' }),
  ),
  address: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'Only from this address.' })),
  status: Type.Optional(Type.Integer({ minimum: 0, maximum: 599 })),
  from: Type.Optional(Type.String({ format: 'date-time', maxLength: 40, description: 'At this instant or later.' })),
  to: Type.Optional(Type.String({ format: 'date-time', maxLength: 40, description: 'Before this instant.' })),
};

/** A listing may give short or empty pages where few of many events match: follow `nextCursor` until it is null. */
export const AuditQuery = Strict({ ...PageQuery.properties, ...filter });

export const AuditExportQuery = Strict({
  format: Type.Optional(
    Type.Enum(['ndjson', 'csv'], {
      default: 'ndjson',
      description: 'One JSON object a line, or CSV with a header line.',
    }),
  ),
  ...filter,
});

export const AuditVerificationReply = Type.Object(
  {
    verified: Type.Boolean({ description: 'Whether the end of the log is as it was written.' }),
    fault: Nullable(Type.Object({ sequence: Type.Integer(), message: Type.String() })),
    fromSequence: Type.Integer({ description: 'The first event that was looked at.' }),
    throughSequence: Type.Integer({ description: 'The last one: the newest event of the log.' }),
    checkpointAt: Nullable(Instant),
    prunedThrough: Type.Integer({ description: 'Events up to here were pruned; 0: none.' }),
  },
  { title: 'AuditVerification' },
);
