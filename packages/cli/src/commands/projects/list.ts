import type { Command } from 'commander';
import { findOrganization } from '../../finding/find-organization.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addOrganizationOption, type OrganizationOption } from '../../options/organization-option.ts';
import { addPageOptions, type PageOptions, readListing } from '../../options/page-options.ts';
import { projectColumns } from './project-columns.ts';

export function addList(projects: Command, run: Invocation): void {
  const list = addOrganizationOption(projects.command('list')).description('The projects of an organization');
  addPageOptions(list).action(async (options: PageOptions & OrganizationOption) => {
    const client = run.connect();
    const params = { organization: await findOrganization(client, options.organization) };
    const listing = await readListing(run, options, (query) => client.listProjects({ params, query }));
    await run.output.table(listing, projectColumns);
  });
  addExamples(list, 'keywright projects list', 'keywright projects list --organization acme --json');
}
