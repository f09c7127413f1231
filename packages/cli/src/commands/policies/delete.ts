import type { Command } from 'commander';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addProjectOption, type ProjectOption } from '../../options/project-option.ts';
import { findPolicy } from '../../policies/find-policy.ts';
import { describeRule } from '../../policies/policy.ts';
import { type ConfirmOptions, confirm } from '../../prompts/confirm.ts';

export function addDelete(policies: Command, run: Invocation): void {
  const remove = addProjectOption(policies.command('delete'))
    .description('Delete a policy that is neither the default nor assigned to a live token')
    .argument('<policy>', 'its id, or its name where that is the only one')
    .option('-y, --yes', 'do not ask')
    .action(async (reference: string, options: ProjectOption & ConfirmOptions) => {
      const client = run.connect();
      const { id, name, rules } = await findPolicy(client, options.project, reference);
      const consequence = `Delete the policy “${name}” (${rules.map(describeRule).join('; ')})? It limits nothing any more.`;
      await confirm(run, consequence, options);
      await client.deleteRateLimitPolicy({ params: { projectId: options.project, policyId: id } });
      run.output.say(`Deleted the policy “${name}”.`);
    });
  addExamples(remove, 'keywright policies delete strict-ci --project 01M805BENY3ZEPYAXH5KC6Z4KD');
}
