import type { Client } from '@keywright/client';
import { CommandRefusal } from '../output/command-refusal.ts';

/** The organization that is meant: the given one, or the caller’s where there is one alone. */
export async function findOrganization(client: Client, given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  const { data, nextCursor } = await client.listOrganizations({ query: { limit: 20 } });
  const [only, ...others] = data;
  if (only === undefined) throw new CommandRefusal('NO_MATCH', 'You belong to no organization.');
  if (others.length === 0 && nextCursor === null) return only.slug;
  const slugs = data.map(({ slug }) => slug).join(', ');
  throw new CommandRefusal('USAGE', 'You belong to several organizations.', `Say which: --organization ${slugs}`);
}
