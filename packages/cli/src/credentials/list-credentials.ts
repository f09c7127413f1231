import { type Command, Option } from 'commander';
import type { Invocation } from '../invocation.ts';
import { addPageOptions, type PageOptions, readListing } from '../options/page-options.ts';
import { CommandRefusal } from '../output/command-refusal.ts';
import { concealTokens } from '../output/conceal-tokens.ts';
import type { CredentialFamily, ListFilter } from './credential.ts';
import { credentialColumns } from './credential-columns.ts';

export type ListOptions = PageOptions & ListFilter;

export function addListOptions(command: Command): Command {
  return addPageOptions(command)
    .option('--search <text>', 'part of a name, a note or a prefix')
    .addOption(
      new Option('--state <state>', 'only those in this state').choices(['active', 'expiring', 'expired', 'revoked']),
    );
}

/** Shows a listing of credentials, newest first. */
export async function listCredentials(run: Invocation, family: CredentialFamily, options: ListOptions): Promise<void> {
  const { search, state } = options;
  if (search !== undefined && concealTokens(search) !== search) {
    throw new CommandRefusal('USAGE', 'That looks like a whole token.', 'Search for its public prefix.');
  }
  const filter = { ...(search === undefined ? {} : { search }), ...(state === undefined ? {} : { state }) };
  const listing = await readListing(run, options, (page) => family.list({ ...page, ...filter }));
  await run.output.table(listing, credentialColumns(run.shell.now()));
}
