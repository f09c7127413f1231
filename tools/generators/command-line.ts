import type { Argument, Command, Option } from 'commander';
import { Invocation } from '../../packages/cli/src/invocation.ts';
import { thisMachine } from '../../packages/cli/src/machine/this-machine.ts';
import { examplesOf } from '../../packages/cli/src/options/examples.ts';
import { exitCodeMeanings } from '../../packages/cli/src/output/exit-codes.ts';
import { createProgram } from '../../packages/cli/src/program.ts';
import type { Generator } from './generator.ts';
import { code, page, table } from './markdown.ts';

const introduction =
  'Every command of `keywright`, as its `--help` shows it; [the guide](../guides/command-line.md) shows them at work. `--json` goes with each of them.';

const choicesOf = ({ argChoices }: Option | Argument): string =>
  argChoices === undefined ? '' : ` One of: ${argChoices.map(code).join(', ')}.`;

const optionRow = (option: Option): string[] => [
  code(option.flags),
  `${option.description}${option.mandatory ? ' **Required.**' : ''}${choicesOf(option)}`,
  option.defaultValue === undefined ? '—' : code(String(option.defaultValue)),
];

const argumentRow = (argument: Argument): string[] => [
  code(argument.required ? `<${argument.name()}>` : `[${argument.name()}]`),
  `${argument.description || argument.name()}${choicesOf(argument)}`,
  '—',
];

function describe(command: Command, path: string): string {
  const blocks = [`## ${path}`, `${command.description()}.`];
  const rows = [...command.registeredArguments.map(argumentRow), ...command.options.map(optionRow)];
  if (rows.length > 0) blocks.push(table(['argument or option', 'what it is', 'default'], rows));
  blocks.push(`\`\`\`\n${examplesOf(command).join('\n')}\n\`\`\``);
  return blocks.join('\n\n');
}

/** The commands that do something, each by all its words. */
function leavesOf(command: Command, path: string): readonly (readonly [Command, string])[] {
  if (command.commands.length === 0) return [[command, path]];
  return command.commands.flatMap((child) => leavesOf(child, `${path} ${child.name()}`));
}

/** Every command with its arguments, options and examples, and the exit codes. */
export const commandLine: Generator = {
  file: 'docs/reference/command-line.md',
  render: async () => {
    const program = createProgram(new Invocation(thisMachine));
    const exits = table(
      ['exit code', 'meaning'],
      exitCodeMeanings.map(([exitCode, meaning]) => [String(exitCode), meaning]),
    );
    const commands = leavesOf(program, 'keywright').map(([command, path]) => describe(command, path));
    return page('Command line', 'packages/cli/src/commands/', introduction, exits, ...commands);
  },
};
