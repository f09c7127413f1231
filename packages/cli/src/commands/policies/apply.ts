import type { Command } from 'commander';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addProjectOption, type ProjectOption } from '../../options/project-option.ts';
import { type AppliedPolicy, applyPolicy } from '../../policies/apply-policy.ts';
import { allPolicies, onlyNamed } from '../../policies/find-policy.ts';

interface Options extends ProjectOption {
  readonly dryRun?: boolean;
}

export function addApply(policies: Command, run: Invocation): void {
  const apply = addProjectOption(policies.command('apply'))
    .description('Bring policies to what a file says of them, by name; what it does not name stays as it is')
    .argument('<file>', 'YAML or JSON, one policy or several; - for standard input')
    .option('--dry-run', 'say what would change, change nothing')
    .action(async (file: string, { project, dryRun = false }: Options) => {
      // Loaded here, since it brings the schemas of the whole API with it.
      const { readPolicyFile } = await import('../../policies/read-policy-file.ts');
      const wanted = await readPolicyFile(run.shell, file);
      const client = run.connect();
      const present = await allPolicies(client, project);
      const targets = wanted.map((policy) => ({ wanted: policy, present: onlyNamed(present, policy.name), dryRun }));
      const data: AppliedPolicy[] = [];
      for (const target of targets) data.push(await applyPolicy(client, project, target));
      await run.output.table({ data }, [
        { heading: 'policy', cell: ({ name }) => name },
        { heading: dryRun ? 'would be' : 'was', cell: ({ outcome }) => outcome },
        { heading: 'what changed', cell: ({ changed }) => changed.join(', ') || null },
        { heading: 'id', cell: ({ id }) => id },
      ]);
      if (dryRun) run.output.say('A dry run: nothing was changed.');
    });
  addExamples(
    apply,
    'keywright policies apply policies.yaml --project 01M805BENY3ZEPYAXH5KC6Z4KD --dry-run',
    'keywright policies apply - --project 01M805BENY3ZEPYAXH5KC6Z4KD < strict-ci.json',
  );
}
