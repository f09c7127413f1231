import type { Command } from 'commander';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { withoutEtag } from '../../output/without-etag.ts';
import { projectFacts } from './project-columns.ts';

export function addGet(projects: Command, run: Invocation): void {
  const get = projects
    .command('get')
    .description('One project')
    .argument('<project>', 'its id')
    .action(async (projectId: string) => {
      const project = await run.connect().getProject({ params: { projectId } });
      await run.output.facts(withoutEtag(project), projectFacts(project));
    });
  addExamples(get, 'keywright projects get 01M805BENY3ZEPYAXH5KC6Z4KD');
}
