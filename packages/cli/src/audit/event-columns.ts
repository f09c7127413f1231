import type { Column } from '../output/table.ts';
import type { AuditEvent } from './audit-log.ts';

/** What a line of the log shows. */
export const eventColumns: readonly Column<AuditEvent>[] = [
  { heading: 'at', cell: ({ at }) => at },
  { heading: 'action', cell: ({ action }) => action },
  { heading: 'actor', cell: ({ actor }) => `${actor.kind} ${actor.credentialId ?? actor.userId ?? ''}`.trimEnd() },
  { heading: 'target', cell: ({ target }) => `${target.kind} ${target.id}`.trim() },
  { heading: 'status', cell: ({ status }) => String(status) },
  { heading: 'address', cell: ({ address }) => address },
  { heading: 'request', cell: ({ method, path }) => `${method} ${path}`.trim() },
];
