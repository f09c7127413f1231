import type { Command } from 'commander';
import { apiKeysOf } from '../../credentials/credential.ts';
import { credentialArgument } from '../../credentials/find-credential.ts';
import { getCredential } from '../../credentials/get-credential.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addProjectOption, type ProjectOption } from '../../options/project-option.ts';

export function addGet(keys: Command, run: Invocation): void {
  const get = addProjectOption(keys.command('get'))
    .description('One API key: what it grants, where it was used')
    .argument('<key>', credentialArgument)
    .action((reference: string, { project }: ProjectOption) =>
      getCredential(run, apiKeysOf(run.connect(), project), reference),
    );
  addExamples(get, 'keywright keys get deploy --project 01M805BENY3ZEPYAXH5KC6Z4KD');
}
