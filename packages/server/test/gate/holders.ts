/** Those who come to the gate: each kind of credential, good and bad, and what it is good for. */
import type { Minted, TestApp } from '../harness.ts';

/** The header lines by which somebody presents what they hold. */
export interface Holders {
  readonly places: { readonly own: string; readonly sibling: string; readonly foreign: string };
  readonly presents: Readonly<Record<HolderName, readonly string[]>>;
  readonly reader: Minted;
  readonly writer: Minted;
  readonly bound: Minted;
}

export const holderNames = [
  'nobody',
  'a forged token',
  'an API key that reads',
  'an API key that writes',
  'an API key in X-API-Key',
  'an API key of another project',
  'a PAT',
  'a PAT that is bound to another project',
  'a person who is signed in',
  'a revoked API key',
  'an expired PAT',
  'a PAT under the scheme of API keys',
  'a token twice',
  'a token in the URL',
] as const;
export type HolderName = (typeof holderNames)[number];

const dayMs = 86_400_000;

/** Makes them all. The API key that reads is of the project `own`; so is everything that is not said to be of another. */
export async function makeHolders(app: TestApp): Promise<Holders> {
  const own = app.projectId;
  const sibling = await app.project('acme', 'sibling');
  const { projectId: foreign } = await app.tenant('foreign');
  const member = await app.person('acme', 'MEMBER');
  const reader = await app.apiKey(own, ['keys.read']);
  const writer = await app.apiKey(own, ['keys.write', 'projects.read']);
  const elsewhere = await app.apiKey(sibling, ['keys.write', 'projects.read']);
  const pat = await app.pat(member, ['keys.read']);
  const bound = await app.pat(member, ['keys.write', 'projects.read'], { projectIds: [sibling] });
  const revoked = await app.apiKey(own, ['keys.read']);
  const { authorization } = await app.admin();
  await app.call('DELETE', `/api/v1/projects/${own}/api-keys/${revoked.id}`, { authorization });
  const expired = await app.pat(member, ['keys.read'], { expiresAt: new Date(app.clock.now() + dayMs).toISOString() });
  app.clock.advance(2 * dayMs);
  const session = await app.signIn(member.email, member.password);
  const line = (value: string) => [`Authorization: ${value}`];
  return {
    places: { own, sibling, foreign },
    reader,
    writer,
    bound,
    presents: {
      nobody: [],
      'a forged token': line(`ApiKey ${reader.secret.slice(0, -1)}${reader.secret.endsWith('A') ? 'B' : 'A'}`),
      'an API key that reads': line(reader.authorization),
      'an API key that writes': line(writer.authorization),
      'an API key in X-API-Key': [`X-API-Key: ${reader.secret}`],
      'an API key of another project': line(elsewhere.authorization),
      'a PAT': line(pat.authorization),
      'a PAT that is bound to another project': line(bound.authorization),
      'a person who is signed in': line(session.authorization),
      'a revoked API key': line(revoked.authorization),
      'an expired PAT': line(expired.authorization),
      'a PAT under the scheme of API keys': line(`ApiKey ${pat.secret}`),
      'a token twice': [...line(reader.authorization), `X-API-Key: ${reader.secret}`],
      'a token in the URL': [],
    },
  };
}
