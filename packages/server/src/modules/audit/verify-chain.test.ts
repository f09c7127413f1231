import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setImmediate as letOthersIn } from 'node:timers/promises';
import fc from 'fast-check';
import { onEachDatabase } from '../../../test/harness.ts';
import type { Reader, Trx } from '../../db/database.ts';
import { keysOf } from './audit-keys.fixture.ts';
import { chainEvents } from './chain.ts';
import { findCheckpointsAfter } from './chain-store.ts';
import type { Checkpoint } from './checkpoint.ts';
import { findChainAfter } from './event-store.ts';
import { pruneEvents } from './prune-events.ts';
import { minuteMs, openTestLog, pruneContext, type TestLog } from './test-log.fixture.ts';
import { verifyChain } from './verify-chain.ts';
import { blockOf } from './view.ts';

const everything = 10_000;
const columns = [
  'at',
  'action',
  'actorKind',
  'actorUserId',
  'actorCredentialId',
  'targetKind',
  'targetId',
  'ownerUserId',
  'projectId',
  'organizationId',
  'method',
  'path',
  'status',
  'address',
  'userAgent',
  'traceId',
  'details',
  'hash',
] as const;
const wholeEvents = (reader: Reader) => findChainAfter(reader, Number.MIN_SAFE_INTEGER, everything);
const checkpointsOf = (reader: Reader) => findCheckpointsAfter(reader, Number.MIN_SAFE_INTEGER, everything);

/** Another value that the column holds as well. */
function changed(value: string | number | null | undefined): string | number | null {
  if (typeof value === 'number') return value + 1;
  return value === null || value === undefined ? 'x' : `${value}x`;
}

/** Writes batches of random lengths, some of them a minute later, so that checkpoints stand among them. */
async function fill(log: TestLog, batches: readonly { readonly length: number; readonly waits: boolean }[]) {
  for (const { length, waits } of batches) {
    if (waits) log.clock.advance(minuteMs);
    await log.write(...Array.from({ length }, (_, index) => ({ ownerUserId: index % 3 === 0 ? 'user-2' : null })));
  }
}

const someBatches = () =>
  Array.from({ length: 5 + Math.floor(Math.random() * 20) }, (_, index) => ({
    length: 1 + Math.floor(Math.random() * 30),
    waits: index === 2 || Math.random() < 0.4,
  }));

onEachDatabase('verification of the audit log', (kind) => {
  describe('of a log of any length, with checkpoints in it', () => {
    let log: TestLog;
    let length: number;
    let checkpoints: readonly Checkpoint[];
    before(async () => {
      log = await openTestLog(kind);
      await fill(log, someBatches());
      length = (await wholeEvents(log.database.reader)).length;
      checkpoints = await checkpointsOf(log.database.reader);
    });
    after(() => log.drop());

    const place = () => fc.integer({ min: 1, max: length });
    const outside = () => fc.oneof(fc.integer({ min: -5, max: 0 }), fc.integer({ min: length + 1, max: length + 5 }));
    const checkpoint = () => fc.constantFrom(...checkpoints);
    /** What a verification names once `tamper` has been done. */
    const namedAfter = (tamper: (trx: Trx) => Promise<unknown>) =>
      log.inVain(async (trx) => {
        await tamper(trx);
        return (await verifyChain(trx, log.keys)).fault?.sequence;
      });
    const put = (trx: Trx, sequence: number, values: object) =>
      trx.updateTable('auditEvents').set(values).where('sequence', '=', sequence).execute();

    test('nothing is found where nothing was changed, and every event was looked at', async () => {
      const { fault, events, end, prunedThrough } = await verifyChain(log.database.reader, log.keys);
      assert.equal(fault, null);
      assert.deepEqual([events, end.sequence, prunedThrough], [length, length, 0]);
      assert.ok(checkpoints.length > 1);
    });

    test('any change of any field of any event is named by its place', async () => {
      await fc.assert(
        fc.asyncProperty(place(), fc.constantFrom(...columns), async (sequence, column) => {
          const named = await namedAfter(async (trx) => {
            const [event] = await findChainAfter(trx, sequence - 1, 1);
            await put(trx, sequence, { [column]: changed(event?.[column]) });
          });
          assert.equal(named, sequence);
        }),
        { numRuns: 150 },
      );
    });

    test('a field that is emptied is named', async () => {
      for (const column of ['actorUserId', 'projectId', 'organizationId', 'actorCredentialId'] as const) {
        assert.equal(await namedAfter((trx) => put(trx, 3, { [column]: null })), 3);
      }
    });

    test('an event that was removed is named, the first and the last too, and so are several', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(place(), fc.constantFrom(1, length)),
          fc.integer({ min: 0, max: 3 }),
          async (first, more) => {
            const named = await namedAfter((trx) =>
              trx
                .deleteFrom('auditEvents')
                .where('sequence', '>=', first)
                .where('sequence', '<=', first + more)
                .execute(),
            );
            assert.equal(named, first);
          },
        ),
        { numRuns: 60 },
      );
    });

    test('an event that was inserted is named, wherever the table takes one, with a hash that fits or any other', async () => {
      await fc.assert(
        fc.asyncProperty(outside(), place(), fc.boolean(), async (sequence, model, fits) => {
          const named = await namedAfter(async (trx) => {
            const events = await wholeEvents(trx);
            const [copied, last] = [events[model - 1], events.at(-1)];
            assert.ok(copied && last);
            const [next] = chainEvents(last, [copied]);
            await trx
              .insertInto('auditEvents')
              .values({ ...copied, hash: fits ? (next?.hash ?? '') : copied.hash, sequence })
              .execute();
          });
          assert.equal(named, sequence);
        }),
        { numRuns: 40 },
      );
    });

    test('an event that was moved out of its place is named', async () => {
      await fc.assert(
        fc.asyncProperty(place(), outside(), async (sequence, to) => {
          const named = await namedAfter((trx) => put(trx, sequence, { sequence: to }));
          assert.ok(named === sequence || named === to, String(named));
        }),
        { numRuns: 40 },
      );
    });

    test('of two events that changed places, the first is named: with their hashes, or their contents alone', async () => {
      await fc.assert(
        fc.asyncProperty(place(), place(), fc.boolean(), async (one, other, withHash) => {
          fc.pre(one !== other);
          const named = await namedAfter(async (trx) => {
            const events = await wholeEvents(trx);
            const [first, second] = [events[one - 1], events[other - 1]];
            assert.ok(first && second);
            await put(trx, one, { ...second, sequence: one, hash: withHash ? second.hash : first.hash });
            await put(trx, other, { ...first, sequence: other, hash: withHash ? first.hash : second.hash });
          });
          assert.equal(named, Math.min(one, other));
        }),
        { numRuns: 60 },
      );
    });

    test('an event is not hidden from listings: an entry that is missing from the index is named by an event that it hides', async () => {
      const entries = await log.database.reader.selectFrom('auditViews').selectAll().execute();
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...entries), async ({ view, block }) => {
          const named = await namedAfter((trx) =>
            trx.deleteFrom('auditViews').where('view', '=', view).where('block', '=', block).execute(),
          );
          assert.equal(blockOf(named ?? -1), block);
        }),
        { numRuns: 30 },
      );
    });

    test('any change of any field of a checkpoint is found', async () => {
      const fields = ['hash', 'at', 'pruned', 'keyId', 'signature', 'previousSequence'] as const;
      await fc.assert(
        fc.asyncProperty(checkpoint(), fc.constantFrom(...fields), async (row, field) => {
          const value = field === 'pruned' ? 1 : changed(row[field]);
          const named = await namedAfter((trx) =>
            trx
              .updateTable('auditCheckpoints')
              .set({ [field]: value })
              .where('sequence', '=', row.sequence)
              .execute(),
          );
          assert.equal(named, row.sequence);
        }),
        { numRuns: 60 },
      );
    });

    test('a checkpoint that was removed is named, and so is one that was moved, inserted or put in another’s place', async () => {
      const places = new Set(checkpoints.map(({ sequence }) => sequence));
      const free = fc.integer({ min: -3, max: length + 3 }).filter((sequence) => !places.has(sequence));
      await fc.assert(
        fc.asyncProperty(checkpoint(), free, async (row, sequence) => {
          const remove = (trx: Trx) =>
            trx.deleteFrom('auditCheckpoints').where('sequence', '=', row.sequence).execute();
          const insert = (trx: Trx) =>
            trx
              .insertInto('auditCheckpoints')
              .values({ ...row, pruned: Number(row.pruned), sequence })
              .execute();
          assert.equal(await namedAfter(remove), row.sequence);
          assert.equal(await namedAfter(insert), sequence);
          const moved = await namedAfter(async (trx) => {
            await remove(trx);
            await insert(trx);
          });
          assert.ok(moved === sequence || moved === row.sequence, String(moved));
        }),
        { numRuns: 40 },
      );
    });

    test('any change of the end of the log is found, its removal too, and a log that was emptied', async () => {
      for (const field of ['sequence', 'hash', 'checkpointSequence', 'checkpointAt', 'mac'] as const) {
        const named = await namedAfter(async (trx) => {
          const row = await trx.selectFrom('auditHead').selectAll().executeTakeFirstOrThrow();
          await trx
            .updateTable('auditHead')
            .set({ [field]: changed(row[field]) })
            .execute();
        });
        assert.notEqual(named, undefined, field);
      }
      assert.notEqual(await namedAfter((trx) => trx.deleteFrom('auditHead').execute()), undefined);
      const emptied = await namedAfter(async (trx) => {
        for (const table of ['auditEvents', 'auditCheckpoints', 'auditViews'] as const)
          await trx.deleteFrom(table).execute();
        const empty = { sequence: 0, hash: '', checkpointSequence: 0, checkpointAt: 0, mac: '' };
        await trx.updateTable('auditHead').set(empty).execute();
      });
      assert.equal(emptied, 0);
    });

    test('events whose hashes were computed anew, up to the end, are found: whoever has no key cannot sign', async () => {
      await fc.assert(
        fc.asyncProperty(place(), fc.boolean(), fc.boolean(), async (from, removes, withHead) => {
          const named = await namedAfter(async (trx) => {
            const events = await wholeEvents(trx);
            const before = events[from - 2] ?? { sequence: 0, hash: '' };
            const kept = events
              .slice(removes ? from : from - 1)
              .map((event, index) => (index === 0 ? { ...event, path: '/other' } : event));
            const rewritten = chainEvents(before, kept);
            await trx.deleteFrom('auditEvents').where('sequence', '>=', from).execute();
            for (const event of rewritten) await trx.insertInto('auditEvents').values(event).execute();
            const end = rewritten.at(-1) ?? before;
            if (withHead) await trx.updateTable('auditHead').set({ sequence: end.sequence, hash: end.hash }).execute();
          });
          assert.notEqual(named, undefined);
        }),
        { numRuns: 15 },
      );
    });

    test('a log cut by hand at a checkpoint does not verify, not even where the checkpoint says that it was pruned', async () => {
      for (const row of checkpoints) {
        for (const claims of [false, true]) {
          const named = await namedAfter(async (trx) => {
            await trx.deleteFrom('auditEvents').where('sequence', '<=', row.sequence).execute();
            await trx.deleteFrom('auditCheckpoints').where('sequence', '<', row.sequence).execute();
            if (!claims) return;
            const values = { pruned: 1, previousSequence: 0 };
            await trx.updateTable('auditCheckpoints').set(values).where('sequence', '=', row.sequence).execute();
          });
          assert.equal(named, claims ? row.sequence : 1);
        }
      }
    });

    test('a log cut short at its end does not verify, nor one whose end another keyring sealed', async () => {
      const { fault } = await verifyChain(log.database.reader, keysOf(9));
      assert.equal(fault?.sequence, length);
      const cut = await namedAfter((trx) =>
        trx
          .deleteFrom('auditEvents')
          .where('sequence', '>', length - 2)
          .execute(),
      );
      assert.equal(cut, length - 1);
    });
  });

  describe('of a pruned log', () => {
    let log: TestLog;
    before(async () => {
      log = await openTestLog(kind);
    });
    after(() => log.drop());

    test('it verifies, says through which event it was pruned, and goes on growing', async () => {
      await fill(
        log,
        Array.from({ length: 30 }, () => ({ length: 10, waits: true })),
      );
      const now = log.clock.now();
      const removed = await pruneEvents(log, now - 10 * minuteMs, pruneContext);
      assert.ok(removed >= 180 && removed <= 210, String(removed));
      await log.write({});
      const { fault, prunedThrough, events, end } = await verifyChain(log.database.reader, log.keys);
      assert.equal(fault, null);
      assert.equal(prunedThrough, removed);
      assert.equal(events, end.sequence - removed);
    });

    test('an event that was put back, or a checkpoint from before, is found', async () => {
      const { reader } = log.database;
      const [first] = await wholeEvents(reader);
      const [checkpoint] = await checkpointsOf(reader);
      assert.ok(first && checkpoint);
      for (const sequence of [0, 1, checkpoint.sequence]) {
        const found = await log.inVain(async (trx) => {
          await trx
            .insertInto('auditEvents')
            .values({ ...first, sequence })
            .execute();
          return (await verifyChain(trx, log.keys)).fault?.sequence;
        });
        assert.equal(found, sequence);
      }
      const found = await log.inVain(async (trx) => {
        await trx
          .insertInto('auditCheckpoints')
          .values({ ...checkpoint, pruned: 0, sequence: 1 })
          .execute();
        return (await verifyChain(trx, log.keys)).fault;
      });
      assert.equal(found?.sequence, 1);
    });

    test('pruning signs no checkpoint that somebody else wrote, and removes nothing for it', async () => {
      await log.inVain(async (trx) => {
        const forged = { sequence: 255, previousSequence: 0, hash: 'x', at: 5, pruned: 0, keyId: 'x', signature: 'x' };
        await trx.insertInto('auditCheckpoints').values(forged).execute();
        const within = {
          ...log,
          database: { ...log.database, reader: trx, transaction: (work: (of: Trx) => Promise<never>) => work(trx) },
        };
        const length = (await wholeEvents(trx)).length;
        await assert.rejects(pruneEvents(within as TestLog, 6, pruneContext), /not genuine/);
        assert.equal((await wholeEvents(trx)).length, length);
      });
    });

    test('several nodes may prune at once: each event is removed once, and what stays verifies', async () => {
      await fill(
        log,
        Array.from({ length: 120 }, () => ({ length: 5, waits: true })),
      );
      const before = (await wholeEvents(log.database.reader)).length;
      // On SQLite a transaction that waits for another process holds up this whole one.
      const nodes = kind === 'sqlite' ? [log.database, log.database] : [log.open(), log.open(), log.open()];
      const others = nodes.map((database) => ({ ...log, database }));
      const counts = await Promise.allSettled(others.map((deps) => pruneEvents(deps, log.clock.now(), pruneContext)));
      const removed = counts.map((count) => (count.status === 'fulfilled' ? count.value : 0));
      const left = await wholeEvents(log.database.reader);
      const told = left.filter(({ action, targetId }) => action === 'audit-log.prune' && Number(targetId) > 210);
      const sum = told
        .map(({ details }) => (JSON.parse(details) as { events: number }).events)
        .reduce((a, b) => a + b, 0);
      assert.ok(counts.some(({ status }) => status === 'fulfilled'));
      assert.ok(sum >= removed.reduce((a, b) => a + b, 0));
      assert.ok(left.length < before);
      assert.equal((await verifyChain(log.database.reader, log.keys)).fault, null);
    });
  });

  test('while the service writes and prunes, verification finds nothing', async () => {
    const log = await openTestLog(kind);
    try {
      await fill(
        log,
        Array.from({ length: 40 }, () => ({ length: 60, waits: true })),
      );
      let isWriting = true;
      const writing = (async () => {
        for (let round = 0; round < 60; round += 1) {
          log.clock.advance(minuteMs / 2);
          await log.write(...Array.from({ length: 40 }, () => ({})));
          await letOthersIn();
          if (round % 6 === 5) await pruneEvents(log, log.clock.now() - 15 * minuteMs, pruneContext);
        }
        isWriting = false;
      })();
      const other = log.open();
      let verifications = 0;
      while (isWriting) {
        const { fault } = await verifyChain(other.reader, log.keys);
        assert.equal(fault, null, JSON.stringify(fault));
        verifications += 1;
        await letOthersIn();
      }
      await writing;
      assert.ok(verifications > 1);
    } finally {
      await log.drop();
    }
  });

  test('a log of several pages, with a checkpoint after a thousand events, verifies, and a change in its last page is named', async () => {
    const log = await openTestLog(kind);
    try {
      await fill(
        log,
        Array.from({ length: 5 }, () => ({ length: 500, waits: false })),
      );
      const seen: number[] = [];
      const { fault } = await verifyChain(log.database.reader, log.keys, (events) => seen.push(events));
      assert.equal(fault, null);
      assert.deepEqual(seen, [1000, 2000, 2500]);
      assert.equal((await checkpointsOf(log.database.reader)).length, 3);
      const named = await log.inVain(async (trx) => {
        await trx.updateTable('auditEvents').set({ status: 1 }).where('sequence', '=', 2345).execute();
        return (await verifyChain(trx, log.keys)).fault?.sequence;
      });
      assert.equal(named, 2345);
    } finally {
      await log.drop();
    }
  });
});
