import type { Command } from 'commander';
import { nameOf, patsOf } from '../../credentials/credential.ts';
import { credentialArgument, findCredential } from '../../credentials/find-credential.ts';
import { consequenceOf } from '../../credentials/revoke-credential.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { type ConfirmOptions, confirm } from '../../prompts/confirm.ts';

export function addDelete(tokens: Command, run: Invocation): void {
  const remove = tokens
    .command('delete')
    .description('End a token and remove it from listings')
    .argument('<token>', credentialArgument)
    .option('-y, --yes', 'do not ask')
    .action(async (reference: string, options: ConfirmOptions) => {
      const client = run.connect();
      const family = patsOf(client);
      const token = await findCredential(family, reference, run.shell.now());
      await confirm(run, `Delete ${consequenceOf(family, token)}`, options);
      await client.deleteToken({ params: { tokenId: token.id } });
      run.output.say(`Deleted ${nameOf(token)}.`);
    });
  addExamples(remove, 'keywright tokens delete tr_pat_k9c4n2xb');
}
