import type { Client, ReplyOf } from '@keywright/client';
import { collectPages } from '../options/collect-pages.ts';
import { isId } from '../options/id.ts';
import { CommandRefusal } from '../output/command-refusal.ts';

export type Member = ReplyOf<'getMember'>;

/** How many members are looked through for an e-mail address. */
const maximumLooked = 10_000;

/** The member that `reference` names: a user’s id or e-mail address. With the version that a change of them needs. */
export async function findMember(client: Client, organization: string, reference: string): Promise<Member> {
  if (isId(reference)) return client.getMember({ params: { organization, userId: reference } });
  const params = { organization };
  const { data } = await collectPages((query) => client.listMembers({ params, query }), maximumLooked);
  const found = data.find(({ email }) => email.toLowerCase() === reference.toLowerCase());
  if (found === undefined) throw new CommandRefusal('NO_MATCH', `${organization} has no member ${reference}.`);
  return client.getMember({ params: { organization, userId: found.userId } });
}
