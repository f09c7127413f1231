import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { kindOf } from './audit-event.ts';
import type { EventFilter } from './event-filter.ts';
import { anyEvent, anyFilter } from './sample-event.fixture.ts';
import { blockOf, eventsPerBlock, type Log, viewOf, viewsOf } from './view.ts';

type Event = ReturnType<typeof withTime>;
const withTime = (event: Parameters<typeof viewsOf>[0] | Omit<Parameters<typeof viewsOf>[0], 'at'>) => ({
  ...event,
  at: 1,
});

function isIn(log: Log, event: Event): boolean {
  if (log.of === 'organization') return event.organizationId === log.id;
  if (log.of === 'project') return event.projectId === log.id;
  return log.of === 'instance' || event.actorUserId === log.id || event.ownerUserId === log.id;
}

test('whatever is asked for, the view that is read is one of those of every event that matches', () => {
  let matches = 0;
  fc.assert(
    fc.property(anyEvent, anyFilter, (fields, filter: Omit<EventFilter, 'from' | 'to'>) => {
      const event = withTime(fields);
      const { log, kind, targetId } = filter;
      const isMatch =
        isIn(log, event) &&
        (kind === undefined || kindOf(event.action) === kind) &&
        (targetId === undefined || event.targetId === targetId);
      const view = viewOf(log, kind, targetId);
      if (!isMatch || view === undefined) return;
      matches += 1;
      assert.ok(viewsOf(event).includes(view), view);
    }),
    { numRuns: 3000 },
  );
  assert.ok(matches > 200, String(matches));
});

test('the whole chain is read only for all that an instance did, and for all of its uses', () => {
  const instance = { of: 'instance' } as const;
  assert.equal(viewOf(instance, undefined, undefined), undefined);
  assert.equal(viewOf(instance, 'use', undefined), undefined);
  assert.equal(viewOf(instance, 'refusal', undefined), 'refusal');
  assert.equal(viewOf({ of: 'user', id: 'u' }, 'change', undefined), 'change/user:u');
  assert.equal(viewOf({ of: 'user', id: 'u' }, 'use', 't'), 'target:t');
});

test('a block holds as many events as it says, and neighbours share one', () => {
  assert.equal(blockOf(eventsPerBlock - 1), 0);
  assert.equal(blockOf(eventsPerBlock), 1);
  assert.equal(blockOf(2 * eventsPerBlock - 1), 1);
});
