import { KeywrightError } from '@keywright/client';
import { CommanderError } from 'commander';
import { CommandRefusal } from './command-refusal.ts';
import { concealTokens } from './conceal-tokens.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { remedyFor } from './remedies.ts';
import { safeJson, safeText } from './safe-text.ts';

/** A failure as it is told: a sentence, what programs go by, what to do. None of it is a secret. */
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
    return { exitCode, code, message: concealTokens(message), remedy };
  }
  if (reason instanceof CommanderError) {
    const message = concealTokens(reason.message.replace(/^error: /, ''));
    return { exitCode: exitCodes.usage, code: 'USAGE', message, remedy: 'Add --help to see how it is written.' };
  }
  const message = reason instanceof Error ? concealTokens(reason.message) : 'Something went wrong.';
  return { exitCode: exitCodes.refused, code: 'FAULT', message };
}

/** For a terminal or a log. */
export function inWords(failure: Failure): string {
  const { message, code, remedy, traceId } = failure;
  const lines = [`keywright: ${message.split('\n').map(safeText).join('\n')}`, `  code   ${safeText(code)}`];
  if (remedy !== undefined) lines.push(`  to do  ${safeText(remedy)}`);
  if (traceId !== undefined) lines.push(`  trace  ${safeText(traceId)}`);
  return `${lines.join('\n')}\n`;
}

/** For a program: the API’s own `error` object, on one line. */
export function inJson({ code, message, details = {}, remedy, traceId }: Failure): string {
  return `${safeJson({ error: { code, message, details, remedy, traceId } }, 0)}\n`;
}

function ofService(error: KeywrightError): Failure {
  const { code, details, traceId } = error;
  const message = concealTokens(error.message) + networkCause(error);
  return { exitCode: exitCodeOf(error), code, message, details, remedy: remedyFor(error), traceId };
}

function exitCodeOf({ status, code }: KeywrightError): ExitCode {
  if (status === 401) return exitCodes.notSignedIn;
  if (code === 'UNREADABLE' || status === 0 || status === 429 || status >= 500) return exitCodes.unavailable;
  return exitCodes.refused;
}

/** The system’s code for why nothing answered, such as ECONNREFUSED. Nothing else of the cause is told. */
function networkCause({ code, cause }: KeywrightError): string {
  if (code !== 'NETWORK' || !(cause instanceof Error)) return '';
  const origin: unknown = cause.cause ?? cause;
  const told = typeof origin === 'object' && origin !== null && 'code' in origin ? String(origin.code) : '';
  if (cause.name === 'TimeoutError') return ' (no answer in time)';
  return /^[A-Z][A-Z0-9_]{2,40}$/.test(told) ? ` (${told})` : '';
}
