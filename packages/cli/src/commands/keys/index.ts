import type { Command } from 'commander';
import type { Invocation } from '../../invocation.ts';
import { addGet } from './get.ts';
import { addList } from './list.ts';
import { addMint } from './mint.ts';
import { addRevoke } from './revoke.ts';
import { addRotate } from './rotate.ts';
import { addUpdate } from './update.ts';

export function addKeys(program: Command, run: Invocation): void {
  const keys = program.command('keys').description('The API keys of a project');
  for (const add of [addMint, addList, addGet, addUpdate, addRotate, addRevoke]) add(keys, run);
}
