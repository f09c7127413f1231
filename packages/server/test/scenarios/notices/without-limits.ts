import type { TestContext } from 'node:test';

/**
 * Takes away the limits on how long an attempt to send may take, until the test is over. What waits for a receiver that hangs
 * then waits for ever, so that whatever comes to its end has not waited for one.
 */
export function withoutLimits(t: TestContext): void {
  t.mock.method(AbortSignal, 'timeout', () => new AbortController().signal);
}
