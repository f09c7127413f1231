import type { Invocation } from '../invocation.ts';
import { holdSignals } from './hold-signals.ts';
import { isOutcomeUnknown } from './outcome-unknown.ts';
import { showSecret, type WithSecret } from './show-secret.ts';

/** Mints a credential and shows its secret. `listing` is the command that lists its like. */
export async function mintCredential(run: Invocation, listing: string, mint: () => Promise<WithSecret>): Promise<void> {
  await holdSignals(run, async () => {
    const minted = await warnWhereLost(run, listing, mint);
    await showSecret(run, 'Minted', minted);
  });
}

/** Says where one may have been minted whose secret nobody has. Asking again would mint another one. */
export async function warnWhereLost<Minted>(
  run: Invocation,
  listing: string,
  mint: () => Promise<Minted>,
): Promise<Minted> {
  try {
    return await mint();
  } catch (error) {
    if (isOutcomeUnknown(error)) {
      const message = `It may have been minted all the same, and nobody has its secret. Look with \`${listing}\`, and revoke what you did not get.`;
      run.output.warn('OUTCOME_UNKNOWN', message);
    }
    throw error;
  }
}
