import type { Command } from 'commander';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addProjectOption, type ProjectOption } from '../../options/project-option.ts';
import { withoutEtag } from '../../output/without-etag.ts';
import { findPolicy } from '../../policies/find-policy.ts';
import { describeRule } from '../../policies/policy.ts';

export function addGet(policies: Command, run: Invocation): void {
  const get = addProjectOption(policies.command('get'))
    .description('One rate-limit policy')
    .argument('<policy>', 'its id, or its name where that is the only one')
    .action(async (reference: string, { project }: ProjectOption) => {
      const policy = await findPolicy(run.connect(), project, reference);
      await run.output.facts(withoutEtag(policy), [
        ['id', policy.id],
        ['name', policy.name],
        ['enabled', policy.enabled ? 'yes' : 'no'],
        ['default', policy.is_default ? 'yes' : 'no'],
        ['live tokens', String(policy.live_tokens)],
        ...policy.rules.map((rule, place) => [`rule ${place + 1}`, describeRule(rule)] as const),
        ['updated', policy.updated_at],
      ]);
    });
  addExamples(get, 'keywright policies get strict-ci --project 01M805BENY3ZEPYAXH5KC6Z4KD --json');
}
