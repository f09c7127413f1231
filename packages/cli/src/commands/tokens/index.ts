import type { Command } from 'commander';
import type { Invocation } from '../../invocation.ts';
import { addDelete } from './delete.ts';
import { addGet } from './get.ts';
import { addList } from './list.ts';
import { addMint } from './mint.ts';
import { addRevoke } from './revoke.ts';
import { addRotate } from './rotate.ts';
import { addUpdate } from './update.ts';

export function addTokens(program: Command, run: Invocation): void {
  const tokens = program.command('tokens').description('Your personal access tokens');
  for (const add of [addMint, addList, addGet, addUpdate, addRotate, addRevoke, addDelete]) add(tokens, run);
}
