import { type Command, Option } from 'commander';
import type { Invocation } from '../invocation.ts';
import { expiryParser, graceParser } from '../options/parsers.ts';
import { type ConfirmOptions, confirm } from '../prompts/confirm.ts';
import { type CredentialFamily, nameOf, type RotateBody } from './credential.ts';
import { findCredential } from './find-credential.ts';
import { holdSignals } from './hold-signals.ts';
import { keepStored } from './keep-stored.ts';
import { isOutcomeUnknown } from './outcome-unknown.ts';
import { showSecret } from './show-secret.ts';

export interface RotateOptions extends ConfirmOptions {
  readonly grace?: number;
  readonly endGraceOnFirstUse?: boolean;
  readonly expires?: string | null;
}

export function addRotateOptions(command: Command, now: () => number): Command {
  return command
    .addOption(
      new Option(
        '--grace <time>',
        'for how long the old secret still works, such as 1h (default: it ends at once)',
      ).argParser(graceParser),
    )
    .option('--end-grace-on-first-use', 'end the old secret as soon as the new one is used')
    .addOption(new Option('--expires <when>', 'a new expiry: 30d, an instant, or never').argParser(expiryParser(now)))
    .option('-y, --yes', 'do not ask');
}

/** Replaces the secret of a credential and shows the new one. Asks first where the old one ends at once. */
export async function rotateCredential(
  run: Invocation,
  family: CredentialFamily,
  reference: string,
  options: RotateOptions,
): Promise<void> {
  const credential = await findCredential(family, reference, run.shell.now());
  if ((options.grace ?? 0) === 0) {
    const consequence = `The present secret of the ${family.noun} ${nameOf(credential)} stops working at once, everywhere it is used.`;
    await confirm(run, consequence, options);
  }
  await holdSignals(run, async () => {
    const rotated = await rotateOnce(run, family, credential.id, bodyOf(options));
    try {
      keepStored(run, rotated);
    } finally {
      // Whatever becomes of the stored one: this is the only secret that works, and there is no second look at it.
      await showSecret(run, 'Rotated', rotated);
    }
  });
}

/** Asks again, once, where no answer came: under the same key the same secret is the answer, so none is lost. */
async function rotateOnce(run: Invocation, family: CredentialFamily, id: string, body: RotateBody) {
  const idempotencyKey = run.shell.randomId();
  try {
    return await family.rotate(id, body, idempotencyKey);
  } catch (error) {
    if (!isOutcomeUnknown(error)) throw error;
  }
  try {
    return await family.rotate(id, body, idempotencyKey);
  } catch (error) {
    // The first answer is the one that is not known, whatever the second one is.
    run.output.warn('OUTCOME_UNKNOWN', 'The secret may have been replaced all the same. Rotate again to have one.');
    throw error;
  }
}

function bodyOf({ grace, endGraceOnFirstUse, expires }: RotateOptions): RotateBody {
  return {
    ...(grace === undefined ? {} : { gracePeriodSeconds: grace }),
    ...(endGraceOnFirstUse === undefined ? {} : { endGraceOnFirstUse }),
    ...(expires === undefined ? {} : { expiresAt: expires }),
  };
}
