import type { Command } from 'commander';

const examples = new WeakMap<Command, readonly string[]>();

/** Shows `lines` below the help of a command, and in the reference. */
export function addExamples(command: Command, ...lines: readonly string[]): Command {
  examples.set(command, lines);
  return command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`);
}

/** The examples that a command was given. */
export const examplesOf = (command: Command): readonly string[] => examples.get(command) ?? [];
