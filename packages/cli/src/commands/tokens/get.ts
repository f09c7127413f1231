import type { Command } from 'commander';
import { patsOf } from '../../credentials/credential.ts';
import { credentialArgument } from '../../credentials/find-credential.ts';
import { getCredential } from '../../credentials/get-credential.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';

export function addGet(tokens: Command, run: Invocation): void {
  const get = tokens
    .command('get')
    .description('One of your tokens: what it grants, where it was used')
    .argument('<token>', credentialArgument)
    .action((reference: string) => getCredential(run, patsOf(run.connect()), reference));
  addExamples(get, 'keywright tokens get "laptop cli"', 'keywright tokens get tr_pat_k9c4n2xb --json');
}
