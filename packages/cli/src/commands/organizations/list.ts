import type { Command } from 'commander';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addPageOptions, type PageOptions, readListing } from '../../options/page-options.ts';

export function addList(organizations: Command, run: Invocation): void {
  const list = organizations.command('list').description('The organizations that you belong to');
  addPageOptions(list).action(async (options: PageOptions) => {
    const client = run.connect();
    const listing = await readListing(run, options, (query) => client.listOrganizations({ query }));
    await run.output.table(listing, [
      { heading: 'slug', cell: ({ slug }) => slug },
      { heading: 'name', cell: ({ name }) => name },
      { heading: 'role', cell: ({ role }) => role },
      { heading: 'id', cell: ({ id }) => id },
    ]);
  });
  addExamples(list, 'keywright organizations list');
}
