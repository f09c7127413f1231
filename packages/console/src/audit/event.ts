import type { ReplyOf, RequestOf } from '@keywright/client';

/** An event of the audit log, as each of its listings has it. */
export type AuditEvent = ReplyOf<'listAuditEvents'>['data'][number];

export type EventKind = AuditEvent['kind'];

/** What a listing of the audit log may be asked for. */
export type AuditQuery = NonNullable<RequestOf<'listAuditEvents'>['query']>;
