import type { Command } from 'commander';
import type { Invocation } from '../invocation.ts';
import { addExamples } from '../options/examples.ts';
import type { Profile } from '../sign-in/profile.ts';

export function addLogout(program: Command, run: Invocation): void {
  const logout = program
    .command('logout')
    .description('Remove the stored credential from this machine; it is not revoked')
    .action(() => {
      const removed = run.profiles.remove();
      if (removed === undefined) return run.output.say('You were not signed in.');
      run.output.say('Signed out: nothing is stored on this machine any more.');
      run.output.say(whatGoesOn(removed.profile));
    });
  addExamples(logout, 'keywright logout');
}

function whatGoesOn(profile: Profile | undefined): string {
  if (profile?.kind === 'access-jwt') return `The access JWT ends by itself, at ${profile.expiresAt ?? 'its hour'}.`;
  const prefix = profile?.prefix ?? '<prefix>';
  const until = typeof profile?.expiresAt === 'string' ? ` until ${profile.expiresAt}` : '';
  const command =
    profile?.kind === 'api-key'
      ? `keywright keys revoke ${prefix} --project <id>`
      : `keywright tokens revoke ${prefix}`;
  return `The token itself goes on working wherever else it is kept${until}. To end it, revoke it: in the console, or, signed in otherwise, by \`${command}\`.`;
}
