import { CommanderError } from 'commander';
import { Invocation } from './invocation.ts';
import { type ExitCode, exitCodes } from './output/exit-codes.ts';
import { inJson, inWords, toFailure } from './output/present-failure.ts';
import { createProgram } from './program.ts';
import type { Shell } from './shell.ts';

/** Runs one command and tells what refuses it. Resolves to the exit code. */
export async function run(shell: Shell, words: readonly string[]): Promise<ExitCode> {
  const invocation = new Invocation(shell);
  const program = createProgram(invocation);
  try {
    await program.parseAsync(words, { from: 'user' });
    return invocation.exitCode;
  } catch (reason) {
    if (isClosedPipe(reason)) return exitCodes.done;
    if (reason instanceof CommanderError && isHelp(reason)) {
      return reason.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    }
    const failure = toFailure(reason);
    shell.stderr.write(program.opts().json === true ? inJson(failure) : inWords(failure));
    return failure.exitCode;
  }
}

/** Help and version end the run as well, and have been written by then. */
const isHelp = ({ code, exitCode }: CommanderError): boolean => exitCode === 0 || code === 'commander.help';

const isClosedPipe = (reason: unknown): boolean =>
  reason instanceof Error && 'code' in reason && reason.code === 'EPIPE';
