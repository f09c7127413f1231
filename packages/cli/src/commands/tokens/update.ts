import type { Command } from 'commander';
import { patsOf } from '../../credentials/credential.ts';
import { credentialArgument } from '../../credentials/find-credential.ts';
import { addUpdateOptions, type UpdateOptions, updateCredential } from '../../credentials/update-credential.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';

export function addUpdate(tokens: Command, run: Invocation): void {
  const update = tokens
    .command('update')
    .description('Change the name, note, networks or policy of a token; its scopes and expiry stay')
    .argument('<token>', credentialArgument);
  addUpdateOptions(update).action((reference: string, options: UpdateOptions) =>
    updateCredential(run, patsOf(run.connect()), reference, options),
  );
  addExamples(
    update,
    'keywright tokens update ci --name nightly --note "the build of 3 a.m."',
    'keywright tokens update tr_pat_k9c4n2xb --no-network',
  );
}
