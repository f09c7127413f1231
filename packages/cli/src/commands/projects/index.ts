import type { Command } from 'commander';
import type { Invocation } from '../../invocation.ts';
import { addCreate } from './create.ts';
import { addGet } from './get.ts';
import { addList } from './list.ts';

export function addProjects(program: Command, run: Invocation): void {
  const projects = program.command('projects').description('The projects of an organization');
  for (const add of [addList, addGet, addCreate]) add(projects, run);
}
