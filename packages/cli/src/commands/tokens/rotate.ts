import type { Command } from 'commander';
import { patsOf } from '../../credentials/credential.ts';
import { credentialArgument } from '../../credentials/find-credential.ts';
import { addRotateOptions, type RotateOptions, rotateCredential } from '../../credentials/rotate-credential.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';

export function addRotate(tokens: Command, run: Invocation): void {
  const rotate = tokens
    .command('rotate')
    .description('Replace the secret of a token; the new one goes to standard output, alone')
    .argument('<token>', credentialArgument);
  addRotateOptions(rotate, run.shell.now).action((reference: string, options: RotateOptions) =>
    rotateCredential(run, patsOf(run.connect()), reference, options),
  );
  addExamples(
    rotate,
    'keywright tokens rotate tr_pat_k9c4n2xb --grace 1h --end-grace-on-first-use > token.txt',
    'keywright tokens rotate ci --yes',
  );
}
