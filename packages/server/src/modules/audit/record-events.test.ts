import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setImmediate as letRecorderIn, setTimeout as wait } from 'node:timers/promises';
import { onEachDatabase } from '../../../test/harness.ts';
import type { Database } from '../../db/database.ts';
import { findChainAfter } from './event-store.ts';
import { EventRecorder } from './record-events.ts';
import { writeHere } from './record-writer.ts';
import { sampleEvent } from './sample-event.fixture.ts';
import { minuteMs, openTestLog, type TestLog } from './test-log.fixture.ts';
import { verifyChain } from './verify-chain.ts';

const maximumPending = 15_000;

onEachDatabase('the recorder of uses', (kind) => {
  let log: TestLog;
  before(async () => {
    log = await openTestLog(kind);
  });
  after(() => log.drop());

  /** A recorder on a database that can be away, as it is where the connection to a server is cut. */
  function start() {
    const state = { isAway: false, tries: 0 };
    const database: Database = {
      ...log.database,
      async transaction(work) {
        state.tries += 1;
        if (state.isAway) throw new Error('the database is gone');
        return log.database.transaction(work);
      },
    };
    const faults: unknown[] = [];
    const writer = writeHere(database, log.append);
    const onFault = (error: unknown) => faults.push(error);
    const recorder = new EventRecorder({ writer, clock: log.clock, onFault, maximumPending });
    return { state, faults, recorder };
  }

  const use = (index: number) => sampleEvent({ at: log.clock.now(), traceId: `trace-${index}` });
  /** What has been written since the log ended at `sequence`. */
  const writtenSince = (sequence: number) => findChainAfter(log.database.reader, sequence, 1_000_000);
  const endOfLog = async () => (await verifyChain(log.database.reader, log.keys)).end.sequence;

  test('uses are written in the order in which they were noted, within moments, without anybody asking', async () => {
    const { recorder } = start();
    const end = await endOfLog();
    for (let index = 0; index < 10; index += 1) recorder.note(use(index));
    const deadline = Date.now() + 10_000;
    while ((await writtenSince(end)).length < 10 && Date.now() < deadline) await wait(20);
    const written = await writtenSince(end);
    assert.deepEqual(
      written.map(({ traceId }) => traceId),
      Array.from({ length: 10 }, (_, index) => `trace-${index}`),
    );
  });

  test('a flush has written all that was noted before it, counts of refusals too, in transactions of a thousand', async () => {
    const { recorder, state } = start();
    const end = await endOfLog();
    for (let index = 0; index < 2500; index += 1) recorder.note(use(index));
    for (let index = 0; index < 100; index += 1) {
      recorder.noteRefusal('192.0.2.0', sampleEvent({ at: log.clock.now(), action: 'credential.refuse' }));
    }
    await recorder.flush();
    const written = await writtenSince(end);
    assert.equal(written.length, 2500 + 21);
    assert.equal(state.tries, 3);
    assert.deepEqual(JSON.parse(written.at(-1)?.details ?? ''), { refusals: 80, sinceMs: 0 });
    assert.equal((await verifyChain(log.database.reader, log.keys)).fault, null);
  });

  test('the count of a flood is written when its minute is over, though nothing more comes', async () => {
    const { recorder } = start();
    const end = await endOfLog();
    for (let index = 0; index < 30; index += 1) {
      recorder.noteRefusal('192.0.2.0', sampleEvent({ at: log.clock.now(), action: 'credential.refuse' }));
    }
    const untilWritten = async (count: number) => {
      const deadline = Date.now() + 10_000;
      while ((await writtenSince(end)).length < count && Date.now() < deadline) await wait(20);
      assert.equal((await writtenSince(end)).length, count);
    };
    await untilWritten(20);
    await wait(700);
    await untilWritten(20);
    log.clock.advance(minuteMs);
    await untilWritten(21);
  });

  test('while the database is away uses are kept, it is asked twice a second and no more, and then all are written in order', async (t) => {
    const { recorder, state, faults } = start();
    const end = await endOfLog();
    state.isAway = true;
    t.mock.timers.enable({ apis: ['setTimeout'] });
    for (let index = 0; index < 12_000; index += 1) {
      recorder.note(use(index));
      if (index % 100 === 0) await letRecorderIn();
    }
    assert.equal(state.tries, 1, 'once there were many, and not again for those after them');
    for (let tries = 1; tries < 4; tries += 1) {
      t.mock.timers.tick(499);
      await letRecorderIn();
      assert.equal(state.tries, tries);
      t.mock.timers.tick(1);
      await letRecorderIn();
      assert.equal(state.tries, tries + 1);
    }
    t.mock.timers.reset();
    assert.equal(faults.length, state.tries);
    assert.equal((await writtenSince(end)).length, 0);
    state.isAway = false;
    await recorder.flush();
    const written = await writtenSince(end);
    assert.deepEqual(
      written.map(({ traceId }) => traceId),
      Array.from({ length: 12_000 }, (_, index) => `trace-${index}`),
    );
    assert.equal((await verifyChain(log.database.reader, log.keys)).fault, null);
  });

  test('of uses beyond what is kept the number is told, once, in an event that names nobody', async () => {
    const { recorder, state } = start();
    const end = await endOfLog();
    state.isAway = true;
    for (let index = 0; index < maximumPending + 123; index += 1) recorder.note(use(index));
    await recorder.flush();
    await recorder.flush();
    state.isAway = false;
    await recorder.flush();
    const { reader } = log.database;
    const { fault, end: last } = await verifyChain(reader, log.keys);
    assert.equal(fault, null);
    assert.equal(last.sequence - end, maximumPending + 1);
    const [told] = await findChainAfter(reader, last.sequence - 1, 1);
    const { actorKind, actorUserId, actorCredentialId, targetKind, targetId, address, projectId, organizationId } =
      told ?? {};
    assert.deepEqual(
      [actorKind, actorUserId, actorCredentialId, targetKind, targetId, address, projectId, organizationId],
      ['operator', null, null, 'audit-log', 'unrecorded', '', null, null],
    );
    assert.deepEqual(JSON.parse(told?.details ?? ''), { unrecordedUses: 123 });
  });
});
