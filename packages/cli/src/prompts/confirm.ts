import type { Invocation } from '../invocation.ts';
import { CommandRefusal } from '../output/command-refusal.ts';
import { safeText } from '../output/safe-text.ts';
import { ask } from './ask.ts';

export interface ConfirmOptions {
  readonly yes?: boolean;
}

/** Goes on where the person says yes to `consequence`, or has said so by --yes. Where nobody can be asked, that is needed. */
export async function confirm(run: Invocation, consequence: string, { yes }: ConfirmOptions): Promise<void> {
  if (yes === true) return;
  if (!run.isInteractive) {
    throw new CommandRefusal('USAGE', 'This cannot be undone, and nobody is there to be asked.', 'Add --yes.');
  }
  run.shell.stderr.write(`${safeText(consequence)}\n`);
  const answer = await ask(run.shell, 'Go on? [y/N] ');
  if (/^y(es)?$/i.test(answer.trim())) return;
  throw new CommandRefusal('NOT_CONFIRMED', 'Nothing was changed.');
}
