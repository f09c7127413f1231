import type { Command } from 'commander';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addPageOptions, type PageOptions, readListing } from '../../options/page-options.ts';
import { addProjectOption, type ProjectOption } from '../../options/project-option.ts';
import { describeRule } from '../../policies/policy.ts';

export function addList(policies: Command, run: Invocation): void {
  const list = addProjectOption(policies.command('list')).description('The rate-limit policies of a project');
  addPageOptions(list).action(async (options: PageOptions & ProjectOption) => {
    const client = run.connect();
    const params = { projectId: options.project };
    const listing = await readListing(run, options, (query) => client.listRateLimitPolicies({ params, query }));
    await run.output.table(listing, [
      { heading: 'name', cell: ({ name }) => name },
      { heading: 'enabled', cell: ({ enabled }) => (enabled ? 'yes' : 'no') },
      { heading: 'default', cell: ({ is_default }) => (is_default ? 'yes' : 'no') },
      { heading: 'live tokens', cell: ({ live_tokens }) => String(live_tokens) },
      { heading: 'rules', cell: ({ rules }) => rules.map(describeRule).join('; ') },
      { heading: 'id', cell: ({ id }) => id },
    ]);
  });
  addExamples(list, 'keywright policies list --project 01M805BENY3ZEPYAXH5KC6Z4KD');
}
