import { KeywrightError } from '@keywright/client';
import { CommanderError } from 'commander';
import { CommandRefusal } from './command-refusal.ts';
import { concealTokens } from './conceal-tokens.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { remedyFor } from './remedies.ts';
import { safeJson, safeText } from './safe-text.ts';
import { systemCode } from './system-code.ts';

/** A failure: a sentence, what programs go by, what to do. Any of it may repeat a token, until it is put into words or JSON. */
export interface Failure {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly remedy?: string | undefined;
  readonly traceId?: string | undefined;
}

/** Any reason for which a command was not done. */
export function toFailure(reason: unknown): Failure {
  if (reason instanceof KeywrightError) return ofService(reason);
  if (reason instanceof CommandRefusal) {
    const { exitCode, code, message, remedy } = reason;
    return { exitCode, code, message, remedy };
  }
  if (reason instanceof CommanderError) {
    const message = reason.message.replace(/^error: /, '');
    return { exitCode: exitCodes.usage, code: 'USAGE', message, remedy: 'Add --help to see how it is written.' };
  }
  const message = reason instanceof Error ? reason.message : 'Something went wrong.';
  return { exitCode: exitCodes.refused, code: 'FAULT', message };
}

/** For a terminal or a log. */
export function inWords(failure: Failure): string {
  const { message, code, remedy, traceId } = failure;
  const lines = [`keywright: ${message.split('\n').map(safeText).join('\n')}`, `  code   ${safeText(code)}`];
  if (remedy !== undefined) lines.push(`  to do  ${safeText(remedy)}`);
  if (traceId !== undefined) lines.push(`  trace  ${safeText(traceId)}`);
  return `${concealTokens(lines.join('\n'))}\n`;
}

/** For a program: the API’s own `error` object, on one line. */
export function inJson({ code, message, details = {}, remedy, traceId }: Failure): string {
  return `${concealTokens(safeJson({ error: { code, message, details, remedy, traceId } }, 0))}\n`;
}

function ofService(error: KeywrightError): Failure {
  const { code, details, traceId } = error;
  const message = error.message + networkCause(error);
  return { exitCode: exitCodeOf(error), code, message, details, remedy: remedyFor(error), traceId };
}

function exitCodeOf({ status, code }: KeywrightError): ExitCode {
  if (status === 401) return exitCodes.notSignedIn;
  if (code === 'UNREADABLE' || code === 'REDIRECTED') return exitCodes.unavailable;
  if (status === 0 || status === 429 || status >= 500) return exitCodes.unavailable;
  return exitCodes.refused;
}

/** Why no answer came, as far as the system says. */
function networkCause(error: KeywrightError): string {
  if (error.cause instanceof Error && error.cause.name === 'TimeoutError') return ' (no answer in time)';
  const code = systemCode(error);
  return code === undefined ? '' : ` (${code})`;
}
