import type { Command } from 'commander';
import { apiKeysOf } from '../../credentials/credential.ts';
import { credentialArgument } from '../../credentials/find-credential.ts';
import { revokeCredential } from '../../credentials/revoke-credential.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addProjectOption, type ProjectOption } from '../../options/project-option.ts';
import type { ConfirmOptions } from '../../prompts/confirm.ts';

export function addRevoke(keys: Command, run: Invocation): void {
  const revoke = addProjectOption(keys.command('revoke'))
    .description('End an API key, from the next request on; it stays listed')
    .argument('<key>', credentialArgument)
    .option('-y, --yes', 'do not ask')
    .action((reference: string, options: ConfirmOptions & ProjectOption) =>
      revokeCredential(run, apiKeysOf(run.connect(), options.project), reference, options),
    );
  addExamples(revoke, 'keywright keys revoke tr_ak_k9c4n2xb --project 01M805BENY3ZEPYAXH5KC6Z4KD');
}
