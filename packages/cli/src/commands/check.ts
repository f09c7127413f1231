import type { Command } from 'commander';
import type { Invocation } from '../invocation.ts';
import { addExamples } from '../options/examples.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { askHidden } from '../prompts/ask.ts';
import { readInput } from '../prompts/read-input.ts';

const maximumBytes = 4_096;
const historyWarning =
  'The token is in the history of your shell now, and was in the list of processes. Pipe it in instead: keywright check < file';

export function addCheck(program: Command, run: Invocation): void {
  const check = program
    .command('check')
    .description(
      'Tell of a token what it says of itself, offline: format, kind, prefix, whether its check digits are right',
    )
    .argument(
      '[token]',
      '- or nothing: standard input. A token that is written here lands in the history of your shell',
    )
    .action((argument = '-') => checkGiven(run, argument));
  addExamples(check, 'keywright check < token.txt', 'pbpaste | keywright check --json');
}

async function checkGiven(run: Invocation, argument: string): Promise<void> {
  if (argument !== '-') run.output.warn('TOKEN_IN_HISTORY', historyWarning);
  const token = (argument === '-' ? await readToken(run) : argument).trim();
  // Loaded here: no other command needs the formats, and they bring the whole contract with them.
  const { checkToken } = await import('../token-check/check-token.ts');
  const found = checkToken(token);
  const reply = found ?? {
    good: false,
    format: null,
    kind: null,
    brand: null,
    prefix: null,
    checkDigits: 'none',
    projectId: null,
  };
  await run.output.facts(reply, [
    ['good', reply.good ? 'yes' : 'no'],
    ['format', reply.format],
    ['kind', reply.kind],
    ['brand', reply.brand],
    ['prefix', reply.prefix],
    ['check digits', reply.checkDigits],
    ['project', reply.projectId],
  ]);
  if (!reply.good) run.exitCode = exitCodes.notGood;
}

const readToken = (run: Invocation): Promise<string> =>
  run.isInteractive ? askHidden(run.shell, 'Token: ') : readInput(run.shell, maximumBytes);
