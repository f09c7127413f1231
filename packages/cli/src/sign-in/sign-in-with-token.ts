import { CommandRefusal } from '../output/command-refusal.ts';
import { connect } from './connect.ts';
import { toToken } from './credential-in-use.ts';
import { kindOf } from './credential-kind.ts';
import type { Profile } from './profile.ts';

/** A profile of a token that the service has just accepted. */
export async function signInWithToken(
  { server, userAgent }: { readonly server: string; readonly userAgent: string },
  text: string,
  isApiKey: boolean,
): Promise<Profile> {
  const token = toToken(text, 'The input');
  const kind = kindOf(token) ?? (isApiKey ? 'api-key' : 'pat');
  if (kind === 'access-jwt') {
    const remedy = 'Sign in with your password, or paste a personal access token.';
    throw new CommandRefusal('USAGE', 'That is an access JWT, which ends within 15 minutes.', remedy);
  }
  const current = await connect({ server, userAgent, credential: { kind, token } }).getCurrentToken();
  return { server, kind, token, prefix: current.token_prefix, expiresAt: current.expires_at };
}
