import type { Command } from 'commander';
import { patsOf } from '../../credentials/credential.ts';
import { addListOptions, type ListOptions, listCredentials } from '../../credentials/list-credentials.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';

export function addList(tokens: Command, run: Invocation): void {
  const list = tokens.command('list').description('Your tokens, newest first');
  addListOptions(list).action((options: ListOptions) => listCredentials(run, patsOf(run.connect()), options));
  addExamples(list, 'keywright tokens list --state expiring', 'keywright tokens list --all --json');
}
