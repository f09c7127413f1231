import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Command } from 'commander';
import { Invocation } from './invocation.ts';
import { thisMachine } from './machine/this-machine.ts';
import { examplesOf } from './options/examples.ts';
import { createProgram } from './program.ts';

function leavesOf(command: Command, path: string): readonly (readonly [Command, string])[] {
  if (command.commands.length === 0) return [[command, path]];
  return command.commands.flatMap((child) => leavesOf(child, `${path} ${child.name()}`));
}

it('every command says what it does and shows an example of itself', () => {
  const leaves = leavesOf(createProgram(new Invocation(thisMachine)), 'keywright');
  assert.ok(leaves.length > 25);
  for (const [command, path] of leaves) {
    assert.notEqual(command.description(), '', path);
    const examples = examplesOf(command);
    assert.ok(examples.length > 0 && examples.every((example) => example.includes(path)), path);
  }
});

it('no option takes a token or a password: both would stand in the list of processes and in the history of the shell', () => {
  for (const [command, path] of leavesOf(createProgram(new Invocation(thisMachine)), 'keywright')) {
    for (const option of command.options.filter(({ required, optional }) => required || optional)) {
      assert.doesNotMatch(option.long ?? '', /token|key|secret|password|jwt/, path);
    }
  }
});
