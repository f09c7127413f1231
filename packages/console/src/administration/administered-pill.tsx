import { StatePill } from '../credentials/state-pill.tsx';
import { StatusPill } from '../ui/status-pill.tsx';
import type { Administered } from './administered.ts';

/** What has become of a credential; deleted ones stay known here. */
export function AdministeredPill({ credential }: { readonly credential: Administered }) {
  if (credential.deletedAt !== null) return <StatusPill tone="neutral">Deleted</StatusPill>;
  return <StatePill credential={credential} />;
}
