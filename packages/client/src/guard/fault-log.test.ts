import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createFaultLog } from './fault-log.ts';
import { GuardFault, type GuardFaultKind } from './guard-fault.ts';

const fault = (kind: GuardFaultKind, message: string) => new GuardFault({ kind, message }, 'ab'.repeat(16));

it('a fault is told on standard error once: a wrong setting for good, an outage until the gate answers again', (t) => {
  const error = t.mock.method(console, 'error', () => {});
  const log = createFaultLog();
  const told = () => error.mock.calls.map(({ arguments: [line] }) => /guard: (\w+)\./.exec(String(line))?.[1]);
  for (const message of ['First.', 'Second.']) log.fault(fault('outage', message));
  for (const message of ['Scope.', 'Scope.', 'Trust.']) log.fault(fault('setup', message));
  assert.deepEqual(told(), ['First', 'Scope', 'Trust']);
  log.answer();
  log.fault(fault('outage', 'Third.'));
  log.fault(fault('setup', 'Scope.'));
  assert.deepEqual(told(), ['First', 'Scope', 'Trust', 'Third']);
});
