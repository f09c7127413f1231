import type { Command } from 'commander';
import { findOrganization } from '../../finding/find-organization.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addOrganizationOption, type OrganizationOption } from '../../options/organization-option.ts';
import { withoutEtag } from '../../output/without-etag.ts';
import { projectFacts } from './project-columns.ts';

interface Options extends OrganizationOption {
  readonly name?: string;
}

export function addCreate(projects: Command, run: Invocation): void {
  const create = addOrganizationOption(projects.command('create'))
    .description('Create a project')
    .argument('<slug>', 'lower-case letters, digits and hyphens')
    .option('--name <name>', 'its name (default: the slug)')
    .action(async (slug: string, { organization, name = slug }: Options) => {
      const client = run.connect();
      const params = { organization: await findOrganization(client, organization) };
      const project = await client.createProject({ params, body: { slug, name } });
      await run.output.facts(withoutEtag(project), projectFacts(project));
    });
  addExamples(create, 'keywright projects create website --name "Our website" --organization acme');
}
