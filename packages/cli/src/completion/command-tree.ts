import type { Command } from 'commander';

/** What may follow at one place of a command line. */
export interface Place {
  /** The subcommands that lead here, such as `tokens mint`; empty at the beginning. */
  readonly path: string;
  readonly commands: readonly Word[];
  readonly options: readonly Word[];
}

export interface Word {
  readonly word: string;
  readonly description: string;
}

/** Every place of a program, the beginning first. */
export function placesOf(program: Command): readonly Place[] {
  const globals = program.options.flatMap(({ long, description }) => (long ? [{ word: long, description }] : []));
  return visit(program, '', [...globals, { word: '--help', description: 'display help for command' }]);
}

function visit(command: Command, path: string, globals: readonly Word[]): readonly Place[] {
  const own =
    path === '' ? [] : command.options.flatMap(({ long, description }) => (long ? [{ word: long, description }] : []));
  const commands = command.commands.map((child) => ({ word: child.name(), description: child.description() }));
  const below = command.commands.flatMap((child) => visit(child, `${path} ${child.name()}`.trim(), globals));
  return [{ path, commands, options: [...own, ...globals] }, ...below];
}
