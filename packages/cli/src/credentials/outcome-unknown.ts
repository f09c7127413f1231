import { KeywrightError } from '@keywright/client';
import { systemCode } from '../output/system-code.ts';

/** Causes by which a request was never sent: nobody was reached, or somebody who is not trusted. */
const unsent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|UNABLE_TO_.*|.*CERT.*)$/;

/** Whether what was asked for may have been done all the same: no answer came, or one from something between. */
export function isOutcomeUnknown(error: unknown): boolean {
  if (!(error instanceof KeywrightError)) return false;
  const { code, status } = error;
  if (code === 'NETWORK') return !unsent.test(systemCode(error) ?? '');
  if (code === 'UNREADABLE') return status < 300 || status >= 500;
  return code === 'INTERNAL' || code === 'UNAVAILABLE';
}
