import type { Command } from 'commander';

export interface ProjectOption {
  readonly project: string;
}

/** The project whose things are meant. Required: no command guesses where it changes something. */
export const addProjectOption = (command: Command): Command =>
  command.requiredOption('--project <id>', 'the project, by its id');
