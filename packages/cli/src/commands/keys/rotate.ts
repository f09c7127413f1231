import type { Command } from 'commander';
import { apiKeysOf } from '../../credentials/credential.ts';
import { credentialArgument } from '../../credentials/find-credential.ts';
import { addRotateOptions, type RotateOptions, rotateCredential } from '../../credentials/rotate-credential.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addProjectOption, type ProjectOption } from '../../options/project-option.ts';

export function addRotate(keys: Command, run: Invocation): void {
  const rotate = addProjectOption(keys.command('rotate'))
    .description('Replace the secret of an API key; the new one goes to standard output, alone')
    .argument('<key>', credentialArgument);
  addRotateOptions(rotate, run.shell.now).action((reference: string, options: RotateOptions & ProjectOption) =>
    rotateCredential(run, apiKeysOf(run.connect(), options.project), reference, options),
  );
  addExamples(rotate, 'keywright keys rotate deploy --project 01M805BENY3ZEPYAXH5KC6Z4KD --grace 1h > key.txt');
}
