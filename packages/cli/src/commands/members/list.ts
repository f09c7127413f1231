import type { Command } from 'commander';
import { findOrganization } from '../../finding/find-organization.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addOrganizationOption, type OrganizationOption } from '../../options/organization-option.ts';
import { addPageOptions, type PageOptions, readListing } from '../../options/page-options.ts';

export function addList(members: Command, run: Invocation): void {
  const list = addOrganizationOption(members.command('list')).description('The members and their roles');
  addPageOptions(list).action(async (options: PageOptions & OrganizationOption) => {
    const client = run.connect();
    const params = { organization: await findOrganization(client, options.organization) };
    const listing = await readListing(run, options, (query) => client.listMembers({ params, query }));
    await run.output.table(listing, [
      { heading: 'e-mail', cell: ({ email }) => email },
      { heading: 'name', cell: ({ name }) => name },
      { heading: 'role', cell: ({ role }) => role },
      { heading: 'since', cell: ({ createdAt }) => createdAt },
      { heading: 'user id', cell: ({ userId }) => userId },
    ]);
  });
  addExamples(list, 'keywright members list --organization acme');
}
