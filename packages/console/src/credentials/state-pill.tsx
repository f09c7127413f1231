import { useNow } from '../browser/now.ts';
import { StatusPill, type Tone } from '../ui/status-pill.tsx';
import { type Credential, type State, stateOf } from './credential.ts';

const looks: Readonly<Record<State, { readonly tone: Tone; readonly words: string }>> = {
  active: { tone: 'good', words: 'Active' },
  expiring: { tone: 'warning', words: 'Expires soon' },
  expired: { tone: 'neutral', words: 'Expired' },
  revoked: { tone: 'bad', words: 'Revoked' },
};

/** What has become of a credential, in a word. */
export function StatePill({ credential }: { readonly credential: Pick<Credential, 'revokedAt' | 'expiresAt'> }) {
  const { tone, words } = looks[stateOf(credential, useNow())];
  return <StatusPill tone={tone}>{words}</StatusPill>;
}
