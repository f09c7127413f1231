import type { Invocation } from '../invocation.ts';
import { nameOf } from './credential.ts';

/** The reply to a mint or a rotation. */
export interface WithSecret {
  readonly prefix: string;
  readonly name: string;
  readonly secret: string;
  readonly expiresAt: string | null;
  /** Until when the secret before it works; null: it has ended. Absent where there was none. */
  readonly graceEndsAt?: string | null;
}

/** The secret alone on standard output; on standard error what it is, and that it is shown this once. */
export async function showSecret(run: Invocation, done: 'Minted' | 'Rotated', minted: WithSecret): Promise<void> {
  const until = minted.expiresAt === null ? 'It does not expire.' : `It expires at ${minted.expiresAt}.`;
  run.output.say(`${done} ${nameOf(minted)}. ${until}`);
  if (typeof minted.graceEndsAt === 'string') run.output.say(`The old secret works until ${minted.graceEndsAt}.`);
  if (run.output.isTerminal) run.output.say('This is the token. It is shown this once and never again: keep it now.');
  await run.output.secret(minted.secret, minted);
}
