import type { Command } from 'commander';
import type { Invocation } from '../invocation.ts';
import { addExamples } from '../options/examples.ts';

export function addLogout(program: Command, run: Invocation): void {
  const logout = program
    .command('logout')
    .description('Remove the stored credential from this machine; it is not revoked')
    .action(() => {
      if (!run.profiles.remove()) return run.output.say('You were not signed in.');
      run.output.say('Signed out. A token goes on working wherever else it is kept, until it expires or is revoked.');
    });
  addExamples(logout, 'keywright logout');
}
