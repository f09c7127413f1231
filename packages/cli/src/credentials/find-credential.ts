import { collectPages } from '../options/collect-pages.ts';
import { isId } from '../options/id.ts';
import { CommandRefusal } from '../output/command-refusal.ts';
import { concealTokens } from '../output/conceal-tokens.ts';
import { type Credential, type CredentialFamily, nameOf, stateOf } from './credential.ts';

/** How many credentials are looked through for a name. */
const maximumLooked = 2_000;
/** How long a search may be; names are longer. */
const searchLength = 100;

/** What an argument that names a credential may be, for the help. */
export const credentialArgument = 'its id, its public prefix, or its name where that is the only one';

/** The one credential that `reference` names. A whole token is refused: it would go into a URL. */
export async function findCredential(family: CredentialFamily, reference: string, nowMs: number): Promise<Credential> {
  if (concealTokens(reference) !== reference) {
    const remedy = 'Give the public prefix instead. The token is in the history of your shell now: rotate it.';
    throw new CommandRefusal('USAGE', 'That looks like a whole token.', remedy);
  }
  if (isId(reference)) return family.get(reference);
  const { data } = await collectPages(
    (query) => family.list({ ...query, search: reference.slice(0, searchLength) }),
    maximumLooked,
  );
  const byPrefix = data.find(({ prefix }) => prefix === reference);
  return byPrefix ?? onlyByName(family, data, reference, nowMs);
}

/** Ended credentials step back behind a live one of the same name. */
function onlyByName(family: CredentialFamily, all: readonly Credential[], name: string, nowMs: number): Credential {
  const named = all.filter((credential) => credential.name === name);
  const live = named.filter((credential) => stateOf(credential, nowMs) === 'active');
  const [only, ...others] = live.length > 0 ? live : named;
  if (only === undefined) {
    throw new CommandRefusal('NO_MATCH', `You have no ${family.noun} with this id, prefix or name: ${name}`);
  }
  if (others.length === 0) return only;
  const candidates = [only, ...others].map(({ prefix, id }) => `${prefix} (${id})`).join(', ');
  throw new CommandRefusal(
    'AMBIGUOUS',
    `Several are called ${nameOf(only)}.`,
    `Say which by its prefix: ${candidates}`,
  );
}
