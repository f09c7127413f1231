import type { Command } from 'commander';
import type { Invocation } from '../../invocation.ts';
import { addAdd } from './add.ts';
import { addList } from './list.ts';
import { addRemove } from './remove.ts';
import { addSetRole } from './set-role.ts';

export function addMembers(program: Command, run: Invocation): void {
  const members = program.command('members').description('The members of an organization');
  for (const add of [addList, addAdd, addSetRole, addRemove]) add(members, run);
}
