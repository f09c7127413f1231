import type { Command } from 'commander';
import { apiKeysOf } from '../../credentials/credential.ts';
import { addListOptions, type ListOptions, listCredentials } from '../../credentials/list-credentials.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addProjectOption, type ProjectOption } from '../../options/project-option.ts';

export function addList(keys: Command, run: Invocation): void {
  const list = addProjectOption(keys.command('list').description('The API keys of a project, newest first'));
  addListOptions(list).action((options: ListOptions & ProjectOption) =>
    listCredentials(run, apiKeysOf(run.connect(), options.project), options),
  );
  addExamples(list, 'keywright keys list --project 01M805BENY3ZEPYAXH5KC6Z4KD --state active');
}
