import type { Client, ReplyOf } from '@keywright/client';
import type { Command } from 'commander';
import type { Invocation } from '../invocation.ts';
import { addExamples } from '../options/examples.ts';
import type { Fact } from '../output/output.ts';
import type { CredentialInUse } from '../sign-in/credential-in-use.ts';

type CurrentToken = ReplyOf<'getCurrentToken'>;

export function addWhoami(program: Command, run: Invocation): void {
  const whoami = program
    .command('whoami')
    .description('Who you are here, with which credential, what it may do and until when')
    .action(async () => {
      const credential = run.credential();
      const client = run.connect();
      if (credential.kind === 'access-jwt') return showUser(run, client, credential);
      const token = await client.getCurrentToken();
      keepExpiry(run, credential, token);
      await run.output.facts(token, [...placeFacts(run, credential), ...tokenFacts(token)]);
    });
  addExamples(whoami, 'keywright whoami', 'keywright whoami --json | jq -r .expires_at');
}

async function showUser(run: Invocation, client: Client, credential: CredentialInUse): Promise<void> {
  const user = await client.getMe();
  await run.output.facts(user, [
    ...placeFacts(run, credential),
    ['user', `${user.name} <${user.email}>`],
    ['credential', 'access JWT, of a sign-in with a password'],
    ['scopes', 'all that you hold'],
    ['expires', credential.profile?.expiresAt ?? 'within 15 minutes of its sign-in'],
  ]);
}

const placeFacts = ({ profiles }: Invocation, { server, source }: CredentialInUse): readonly Fact[] => [
  ['server', server],
  ['from', source === 'profile' ? profiles.path : source],
];

const tokenFacts = (token: CurrentToken): readonly Fact[] => [
  ['user', token.user === null ? null : `${token.user.name} <${token.user.email}>`],
  ['project', token.project_id ?? (token.project_ids.join(', ') || null)],
  ['credential', `${token.kind === 'pat' ? 'PAT' : 'API key'} ${token.token_prefix} “${token.name}”`],
  ['level', token.level],
  ['scopes', token.scopes.join(' ')],
  ['missing', token.missing.map(({ scope, reason }) => `${scope} (${reason})`).join('; ') || null],
  ['expires', token.expires_at ?? 'never'],
  ['last used', token.last_used_at],
];

/**
 * The stored expiry is what other commands warn by: it may have been changed elsewhere. `connect` has warned by the old one
 * already, so a warning here is of a credential from the environment or of news.
 */
function keepExpiry(run: Invocation, { profile }: CredentialInUse, { expires_at }: CurrentToken): void {
  if (profile?.expiresAt === expires_at) return;
  if (profile !== undefined) run.profiles.update(profile, { ...profile, expiresAt: expires_at });
  run.warnOfExpiry(expires_at);
}
