import type { Command } from 'commander';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addProjectOption, type ProjectOption } from '../../options/project-option.ts';
import { CommandRefusal } from '../../output/command-refusal.ts';
import { findPolicy } from '../../policies/find-policy.ts';

interface Options extends ProjectOption {
  readonly none?: boolean;
}

export function addSetDefault(policies: Command, run: Invocation): void {
  const setDefault = addProjectOption(policies.command('set-default'))
    .description('Make a policy the default of its project, from the next request on')
    .argument('[policy]', 'its id, or its name where that is the only one')
    .option('--none', 'no policy is the default')
    .action(async (reference: string | undefined, { project: projectId, none = false }: Options) => {
      if (none === (reference !== undefined)) {
        throw new CommandRefusal('USAGE', 'Say which policy is the default: one, or --none.');
      }
      const client = run.connect();
      const policy = reference === undefined ? undefined : await findPolicy(client, projectId, reference);
      const body = { policy_id: policy?.id ?? null };
      const reply = await client.setDefaultRateLimitPolicy({ params: { projectId }, body });
      run.output.say(policy === undefined ? 'No policy is the default.' : `“${policy.name}” is the default.`);
      await run.output.reply(reply, () => '');
    });
  addExamples(
    setDefault,
    'keywright policies set-default strict-ci --project 01M805BENY3ZEPYAXH5KC6Z4KD',
    'keywright policies set-default --none --project 01M805BENY3ZEPYAXH5KC6Z4KD',
  );
}
