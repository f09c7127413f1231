import { CommandRefusal } from '../output/command-refusal.ts';
import type { Environment } from '../shell.ts';
import { type CredentialKind, kindOf } from './credential-kind.ts';
import type { Profile } from './profile.ts';
import { toServerAddress } from './server-address.ts';

/** The credential of this command, where it goes and where it came from. */
export interface CredentialInUse {
  readonly server: string;
  readonly kind: CredentialKind;
  readonly token: string;
  readonly source: 'KEYWRIGHT_TOKEN' | 'KEYWRIGHT_API_KEY' | 'profile';
  /** The stored profile; undefined where the environment gave the credential. */
  readonly profile: Profile | undefined;
}

const printable = /^[\x21-\x7e]{1,4096}$/;
const signIn = 'Run `keywright login`, or set KEYWRIGHT_URL and KEYWRIGHT_TOKEN.';

/**
 * Finds the credential: the environment’s, else the stored one. A stored token goes to the server that it was stored for and
 * to no other, whatever the environment says.
 */
export function findCredential(environment: Environment, readProfile: () => Profile | undefined): CredentialInUse {
  const given = givenToken(environment);
  const url = environment.KEYWRIGHT_URL ?? '';
  const address = url === '' ? undefined : toServerAddress(url, allowsHttp(environment));
  if (given !== undefined) {
    const server = address ?? readProfile()?.server;
    if (server !== undefined) return { ...given, server, profile: undefined };
    throw new CommandRefusal('NOT_SIGNED_IN', `${given.source} is set, and no server.`, 'Set KEYWRIGHT_URL as well.');
  }
  const profile = readProfile();
  if (profile === undefined) throw new CommandRefusal('NOT_SIGNED_IN', 'You are not signed in.', signIn);
  if (address !== undefined && address !== profile.server) {
    const message = `You are signed in at ${profile.server}, and KEYWRIGHT_URL names another server.`;
    throw new CommandRefusal('NOT_SIGNED_IN', message, 'Set KEYWRIGHT_TOKEN as well, or unset KEYWRIGHT_URL.');
  }
  const { server, kind, token } = profile;
  return { server, kind, token, source: 'profile', profile };
}

/** Whether the person has said that plain http is good enough. */
export const allowsHttp = ({ KEYWRIGHT_ALLOW_HTTP }: Environment): boolean => KEYWRIGHT_ALLOW_HTTP === '1';

/** Refuses what cannot be a token, without repeating it. */
export function toToken(text: string, from: string): string {
  const token = text.trim();
  if (printable.test(token)) return token;
  throw new CommandRefusal('USAGE', `${from} holds no token: one line of printable characters.`);
}

function givenToken({ KEYWRIGHT_TOKEN = '', KEYWRIGHT_API_KEY = '' }: Environment) {
  if (KEYWRIGHT_TOKEN !== '' && KEYWRIGHT_API_KEY !== '') {
    throw new CommandRefusal(
      'USAGE',
      'Both KEYWRIGHT_TOKEN and KEYWRIGHT_API_KEY are set: a request has one credential.',
    );
  }
  if (KEYWRIGHT_API_KEY !== '') {
    const token = toToken(KEYWRIGHT_API_KEY, 'KEYWRIGHT_API_KEY');
    return { token, kind: 'api-key', source: 'KEYWRIGHT_API_KEY' } as const;
  }
  if (KEYWRIGHT_TOKEN === '') return undefined;
  const token = toToken(KEYWRIGHT_TOKEN, 'KEYWRIGHT_TOKEN');
  return { token, kind: kindOf(token) ?? 'pat', source: 'KEYWRIGHT_TOKEN' } as const;
}
