import type { Command } from 'commander';
import type { Invocation } from '../../invocation.ts';
import { addList } from './list.ts';

export function addScopes(program: Command, run: Invocation): void {
  addList(program.command('scopes').description('What can be granted'), run);
}
