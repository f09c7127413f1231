import assert from 'node:assert/strict';
import { after, before } from 'node:test';

/** Makes the tests of a file fail where anything in it rejected a promise that nobody handled. */
export function refuseUnhandledRejections(): void {
  const reasons: unknown[] = [];
  const onRejection = (reason: unknown) => void reasons.push(reason);
  before(() => process.on('unhandledRejection', onRejection));
  after(() => {
    process.off('unhandledRejection', onRejection);
    assert.deepEqual(reasons, []);
  });
}
