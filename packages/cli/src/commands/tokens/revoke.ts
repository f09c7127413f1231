import type { Command } from 'commander';
import { patsOf } from '../../credentials/credential.ts';
import { credentialArgument } from '../../credentials/find-credential.ts';
import { revokeCredential } from '../../credentials/revoke-credential.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import type { ConfirmOptions } from '../../prompts/confirm.ts';

export function addRevoke(tokens: Command, run: Invocation): void {
  const revoke = tokens
    .command('revoke')
    .description('End a token, from the next request on; it stays listed')
    .argument('<token>', credentialArgument)
    .option('-y, --yes', 'do not ask')
    .action((reference: string, options: ConfirmOptions) =>
      revokeCredential(run, patsOf(run.connect()), reference, options),
    );
  addExamples(revoke, 'keywright tokens revoke tr_pat_k9c4n2xb', 'keywright tokens revoke "laptop cli" --yes');
}
