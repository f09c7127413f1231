import type { Command } from 'commander';
import type { Invocation } from '../../invocation.ts';
import { addTail } from './tail.ts';

export function addAudit(program: Command, run: Invocation): void {
  addTail(program.command('audit').description('The audit log'), run);
}
