import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AuditEvent } from './audit-event.ts';
import { RefusalSample, refusalsPerMinute } from './refusal-sample.ts';
import { sampleEvent } from './sample-event.fixture.ts';

const minuteMs = 60_000;
const refusal = (at: number, network: string) =>
  sampleEvent({ at, action: 'credential.refuse', address: network, details: '{"reason":"unknown"}' });

/** How many refusals an event tells of. */
function toldBy({ details }: AuditEvent): number {
  const { refusals = 1 } = JSON.parse(details) as { refusals?: number };
  return refusals;
}

test('nothing is left out of the count, and a source makes at most twenty events and a count in a minute', () => {
  const step = fc.record({
    waitMs: fc.constantFrom(0, 10, 500, 30_000, 61_000),
    network: fc.constantFrom('a', 'b', 'c'),
    count: fc.integer({ min: 1, max: 60 }),
    settles: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const passed: AuditEvent[] = [];
      const sample = new RefusalSample((event) => passed.push(event));
      const noted = new Map<string, number>();
      let now = 1_000_000;
      const began = new Map<string, number>();
      let minutes = 0;
      for (const { waitMs, network, count, settles } of steps) {
        now += waitMs;
        if (settles) sample.settle(now);
        for (let index = 0; index < count; index += 1) {
          if (now - (began.get(network) ?? Number.NEGATIVE_INFINITY) >= minuteMs) {
            began.set(network, now);
            minutes += 1;
          }
          sample.note(network, refusal(now, network));
        }
        noted.set(network, (noted.get(network) ?? 0) + count);
      }
      sample.settle();
      assert.equal(sample.isCounting, false);
      for (const [network, count] of noted) {
        const told = passed.filter(({ address }) => address === network).map(toldBy);
        assert.equal(
          told.reduce((sum, value) => sum + value, 0),
          count,
        );
      }
      assert.ok(passed.length <= minutes * (refusalsPerMinute + 1));
    }),
  );
});

test('a count is the latest refusal with how many there were and over how long, and keeps its reason', () => {
  const passed: AuditEvent[] = [];
  const sample = new RefusalSample((event) => passed.push(event));
  for (let index = 0; index < 100; index += 1) sample.note('a', refusal(1000 + index, 'a'));
  assert.equal(passed.length, refusalsPerMinute);
  assert.equal(sample.isCounting, true);
  sample.settle(1000 + minuteMs - 1);
  assert.equal(passed.length, refusalsPerMinute, 'its minute is not over');
  sample.settle(1000 + minuteMs);
  assert.equal(passed.length, refusalsPerMinute + 1);
  const last = passed.at(-1);
  assert.equal(last?.at, 1099);
  assert.deepEqual(JSON.parse(last?.details ?? ''), { reason: 'unknown', refusals: 80, sinceMs: 99 });
});

test('it remembers a bounded number of sources, and one that must make room has its count passed on', () => {
  const passed: AuditEvent[] = [];
  const sample = new RefusalSample((event) => passed.push(event));
  for (let index = 0; index < 50; index += 1) sample.note('first', refusal(1, 'first'));
  for (let index = 0; index < 10_000; index += 1) sample.note(`n${index}`, refusal(2, 'others'));
  const ofFirst = passed.filter(({ address }) => address === 'first');
  assert.equal(ofFirst.length, refusalsPerMinute + 1);
  assert.equal(
    ofFirst.map(toldBy).reduce((sum, value) => sum + value, 0),
    50,
  );
  assert.equal(sample.isCounting, false);
});
