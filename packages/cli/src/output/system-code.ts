import type { KeywrightError } from '@keywright/client';

/** The system’s code for why no answer came, such as ECONNREFUSED; undefined where it gave none. Nothing else of the cause is told. */
export function systemCode({ code, cause }: KeywrightError): string | undefined {
  if (code !== 'NETWORK' || !(cause instanceof Error)) return undefined;
  const origin: unknown = cause.cause ?? cause;
  const told = typeof origin === 'object' && origin !== null && 'code' in origin ? String(origin.code) : '';
  return /^[A-Z][A-Z0-9_]{2,40}$/.test(told) ? told : undefined;
}
