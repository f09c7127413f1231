import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { onEachDatabase } from '../../../test/harness.ts';
import type { Reader } from '../../db/database.ts';
import { type AuditEvent, kindOf } from './audit-event.ts';
import type { EventFilter } from './event-filter.ts';
import { findChainAfter } from './event-store.ts';
import { findPage } from './find-events.ts';
import { anyEvent, anyFilter } from './sample-event.fixture.ts';
import { minuteMs, openTestLog, type TestLog } from './test-log.fixture.ts';

const nothing: EventFilter = {
  log: { of: 'instance' },
  kind: undefined,
  action: undefined,
  actorUserId: undefined,
  targetId: undefined,
  address: undefined,
  status: undefined,
  from: undefined,
  to: undefined,
  projectIds: undefined,
};

/** The filter as a reader of its documentation would write it. */
function matches(filter: EventFilter, event: AuditEvent): boolean {
  const { log, kind, action, actorUserId, targetId, address, status, from, to, projectIds } = filter;
  const isAsked = (asked: unknown, value: unknown) => asked === undefined || asked === value;
  const isInLog =
    log.of === 'instance' ||
    (log.of === 'organization' && event.organizationId === log.id) ||
    (log.of === 'project' && event.projectId === log.id) ||
    (log.of === 'user' && (event.actorUserId === log.id || event.ownerUserId === log.id));
  return (
    isInLog &&
    isAsked(kind, kindOf(event.action)) &&
    isAsked(action, event.action) &&
    isAsked(actorUserId, event.actorUserId) &&
    isAsked(targetId, event.targetId) &&
    isAsked(address, event.address) &&
    isAsked(status, event.status) &&
    (from === undefined || event.at >= from) &&
    (to === undefined || event.at < to) &&
    (projectIds === undefined || projectIds.includes(event.projectId ?? ''))
  );
}

async function readAll(reader: Reader, filter: EventFilter, limit: number): Promise<readonly number[]> {
  const found: number[] = [];
  let before: number | null | undefined;
  while (before !== null) {
    const page = await findPage(reader, filter, { limit, before });
    assert.ok(page.events.length <= limit);
    found.push(...page.events.map(({ sequence }) => sequence));
    assert.ok(page.before === null || before === undefined || page.before < before, 'it gets on');
    before = page.before;
  }
  return found;
}

onEachDatabase('listings of the audit log', (kind) => {
  describe('with checkpoints around', () => {
    let log: TestLog;
    let whole: Awaited<ReturnType<typeof findChainAfter>>;
    before(async () => {
      log = await openTestLog(kind);
      for (const fields of fc.sample(fc.array(anyEvent, { minLength: 1, maxLength: 30 }), 60)) {
        log.clock.advance(Math.floor(Math.random() * 90) * minuteMs);
        const now = log.clock.now();
        // A use may be written up to an hour after it was made.
        await log.write(...fields.map((event) => ({ ...event, at: now - Math.floor(Math.random() * 3_600_000) })));
      }
      whole = await findChainAfter(log.database.reader, 0, 10_000);
    });
    after(() => log.drop());

    test('whatever is asked for, the pages together are the events that match, the latest first, each once', async () => {
      const times = fc.integer({ min: whole[0]?.at ?? 0, max: (whole.at(-1)?.at ?? 0) + minuteMs });
      const instant = fc.option(times, { nil: undefined });
      let isFound = 0;
      await fc.assert(
        fc.asyncProperty(
          anyFilter,
          instant,
          instant,
          fc.integer({ min: 1, max: 60 }),
          async (asked, from, to, limit) => {
            const filter: EventFilter = { ...asked, from, to };
            const expected = whole.filter((event) => matches(filter, event)).map(({ sequence }) => sequence);
            assert.deepEqual(await readAll(log.database.reader, filter, limit), expected.toReversed());
            if (expected.length > 0) isFound += 1;
          },
        ),
        { numRuns: 150 },
      );
      assert.ok(isFound > 20, String(isFound));
    });

    test('a page begins below any place, also one that there is not', async () => {
      const { reader } = log.database;
      assert.deepEqual((await findPage(reader, nothing, { limit: 10, before: 1 })).events, []);
      const beyond = await findPage(reader, nothing, { limit: 3, before: 10 ** 14 });
      assert.deepEqual(
        beyond.events.map(({ sequence }) => sequence),
        whole
          .slice(-3)
          .map(({ sequence }) => sequence)
          .toReversed(),
      );
    });

    test('events that are written while somebody turns pages neither shift nor repeat any', async () => {
      const first = await findPage(log.database.reader, nothing, { limit: 10, before: undefined });
      await log.write({}, {}, {});
      const second = await findPage(log.database.reader, nothing, { limit: 10, before: first.before ?? undefined });
      const seen = [...first.events, ...second.events].map(({ sequence }) => sequence);
      assert.deepEqual(
        seen,
        whole
          .slice(-20)
          .map(({ sequence }) => sequence)
          .toReversed(),
      );
    });
  });

  test('a page looks at a bounded part of a long log, and says where to go on where that held nothing', async () => {
    const log = await openTestLog(kind);
    try {
      await log.write({ status: 418 });
      for (let batch = 0; batch < 131; batch += 1) await log.write(...Array.from({ length: 1000 }, () => ({})));
      const { reader } = log.database;
      const filter = { ...nothing, status: 418 };
      const first = await findPage(reader, filter, { limit: 50, before: undefined });
      assert.deepEqual(first.events, []);
      const read = 131_001 - (first.before ?? 0) + 1;
      assert.ok(read >= 128_000 - 128 && read <= 50 * 128 + 128_000, String(read));
      const second = await findPage(reader, filter, { limit: 50, before: first.before ?? undefined });
      assert.deepEqual([second.events.map(({ sequence }) => sequence), second.before], [[1], null]);
    } finally {
      await log.drop();
    }
  });
});
