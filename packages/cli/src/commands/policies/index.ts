import type { Command } from 'commander';
import type { Invocation } from '../../invocation.ts';
import { addApply } from './apply.ts';
import { addDelete } from './delete.ts';
import { addGet } from './get.ts';
import { addList } from './list.ts';
import { addSetDefault } from './set-default.ts';

export function addPolicies(program: Command, run: Invocation): void {
  const policies = program.command('policies').description('The rate-limit policies of a project');
  for (const add of [addList, addGet, addApply, addSetDefault, addDelete]) add(policies, run);
}
