import type { Invocation } from '../invocation.ts';
import { CommandRefusal } from '../output/command-refusal.ts';
import type { Profile } from '../sign-in/profile.ts';
import type { RotatedCredential } from './credential.ts';

/**
 * Where the credential that is stored on this machine was rotated, whatever credential asked for it: the stored secret is of
 * no more use, and the new one takes its place. The stored one is known by its server and its public prefix, of which a
 * service never has two alike; nothing goes into a file that is for another server.
 */
export function keepStored(run: Invocation, { prefix, secret, expiresAt }: RotatedCredential): void {
  const { server, profile = readStored(run) } = run.credential();
  if (profile?.prefix !== prefix) return;
  if (profile.server !== server) {
    const message = `A token with this prefix is stored for ${profile.server}. If that is the same service, sign in there again.`;
    run.output.warn('STORED_ELSEWHERE', message);
    return;
  }
  if (!run.profiles.update(profile, { ...profile, token: secret, expiresAt })) return;
  run.output.say(`This token is stored in ${run.profiles.path}: its new secret is there now.`);
}

/** A file that cannot be used is no reason to refuse where the credential in use came from the environment. */
function readStored(run: Invocation): Profile | undefined {
  try {
    return run.profiles.read();
  } catch (error) {
    const why = error instanceof CommandRefusal ? error.message : `${run.profiles.path} cannot be read.`;
    run.output.warn('CREDENTIALS_FILE', `${why} Whether this token is stored there cannot be told.`);
    return undefined;
  }
}
