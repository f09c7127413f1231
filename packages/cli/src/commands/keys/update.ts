import type { Command } from 'commander';
import { apiKeysOf } from '../../credentials/credential.ts';
import { credentialArgument } from '../../credentials/find-credential.ts';
import { addUpdateOptions, type UpdateOptions, updateCredential } from '../../credentials/update-credential.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addProjectOption, type ProjectOption } from '../../options/project-option.ts';

export function addUpdate(keys: Command, run: Invocation): void {
  const update = addProjectOption(keys.command('update'))
    .description('Change the name, note, networks or policy of an API key; its scopes and expiry stay')
    .argument('<key>', credentialArgument);
  addUpdateOptions(update).action((reference: string, options: UpdateOptions & ProjectOption) =>
    updateCredential(run, apiKeysOf(run.connect(), options.project), reference, options),
  );
  addExamples(update, 'keywright keys update deploy --project 01M805BENY3ZEPYAXH5KC6Z4KD --network 203.0.113.0/24');
}
