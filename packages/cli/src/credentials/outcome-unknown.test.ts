import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KeywrightError, type KeywrightErrorCode } from '@keywright/client';
import { isOutcomeUnknown } from './outcome-unknown.ts';

const failed = (code: KeywrightErrorCode, status: number, systemCode?: string) =>
  new KeywrightError({
    ...{ code, status, message: 'x' },
    cause: new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: systemCode }) }),
  });

describe('what became of a request', () => {
  it('is unknown where it was sent and no answer of Keywright’s own came back', () => {
    for (const code of [undefined, 'ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE']) {
      assert.equal(isOutcomeUnknown(failed('NETWORK', 0, code)), true, `${code}`);
    }
    for (const status of [200, 502, 504]) assert.equal(isOutcomeUnknown(failed('UNREADABLE', status)), true);
    assert.equal(isOutcomeUnknown(failed('INTERNAL', 500)), true);
  });

  it('is known where it was not sent, and where it was refused', () => {
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID']) {
      assert.equal(isOutcomeUnknown(failed('NETWORK', 0, code)), false, code);
    }
    for (const error of [
      failed('UNREADABLE', 404),
      failed('REDIRECTED', 307),
      failed('SCOPE_ESCALATION', 403),
      new Error('x'),
    ]) {
      assert.equal(isOutcomeUnknown(error), false);
    }
  });
});
