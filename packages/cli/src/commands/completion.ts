import { Argument, type Command } from 'commander';
import { placesOf } from '../completion/command-tree.ts';
import { completionScript, type ShellName, shells } from '../completion/scripts.ts';
import type { Invocation } from '../invocation.ts';
import { addExamples } from '../options/examples.ts';

export function addCompletion(program: Command, run: Invocation): void {
  const completion = program
    .command('completion')
    .description('A script that completes commands and options in your shell')
    .addArgument(new Argument('<shell>').choices(shells))
    .action((shell: ShellName) => run.output.text(completionScript(shell, placesOf(program))));
  addExamples(
    completion,
    'source <(keywright completion bash)',
    'keywright completion zsh > ~/.zfunc/_keywright',
    'keywright completion fish > ~/.config/fish/completions/keywright.fish',
  );
}
