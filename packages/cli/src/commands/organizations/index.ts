import type { Command } from 'commander';
import type { Invocation } from '../../invocation.ts';
import { addList } from './list.ts';

export function addOrganizations(program: Command, run: Invocation): void {
  addList(program.command('organizations').description('The organizations that you belong to'), run);
}
