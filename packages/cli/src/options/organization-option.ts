import type { Command } from 'commander';

export interface OrganizationOption {
  readonly organization?: string;
}

export const addOrganizationOption = (command: Command): Command =>
  command.option('--organization <slug>', 'the organization, by slug or id (default: yours, where you have one alone)');
