import assert from 'node:assert/strict';
import { it } from 'node:test';
import { KeywrightError } from '@keywright/client';
import type { AuditEvent, ReadEvents } from './audit-log.ts';
import { followEvents } from './follow-events.ts';

const event = (sequence: number): AuditEvent => ({
  id: String(sequence),
  at: '2027-01-01T00:00:00Z',
  action: 'pat.mint',
  kind: 'change',
  actor: { kind: 'session', userId: null, credentialId: null },
  target: { kind: 'pat', id: 'x' },
  organizationId: null,
  projectId: null,
  method: 'POST',
  path: '/',
  status: 201,
  address: '127.0.0.1',
  userAgent: 'test',
  traceId: 't',
  details: {},
});

/** A log that holds the events 1 to `log.newest`, in pages of two. */
function growing() {
  const log = { newest: 0, failure: undefined as KeywrightError | undefined };
  const read: ReadEvents = async ({ cursor }) => {
    if (log.failure !== undefined) throw log.failure;
    const start = Number(cursor ?? log.newest);
    const data = [start, start - 1].filter((sequence) => sequence > 0).map(event);
    return { data, nextCursor: start > 2 ? String(start - 2) : null };
  };
  return { log, read };
}

/** Follows while `steps` happen, one before each look; gives what was seen and for how long it slept. */
async function follow(read: ReadEvents, steps: (() => void)[]) {
  const seen: string[] = [];
  const slept: number[] = [];
  let gaps = 0;
  const over = new Error('over');
  const sleep = async (ms: number) => {
    slept.push(ms);
    const step = steps.shift();
    if (step === undefined) throw over;
    step();
  };
  const options = { intervalMs: 1_000, sleep, onGap: () => (gaps += 1) };
  const work = (async () => {
    for await (const events of followEvents(read, 0n, options)) seen.push(...events.map(({ id }) => id));
  })();
  const reason: unknown = await work.catch((error: unknown) => error);
  return { seen, slept, gaps, reason: reason === over ? undefined : reason };
}

it('gives each event once, oldest first, over several pages', async () => {
  const { log, read } = growing();
  const grow = (newest: number) => () => {
    log.newest = newest;
  };
  const { seen, gaps } = await follow(read, [grow(3), grow(3), grow(10), grow(11)]);
  assert.deepEqual(
    seen,
    Array.from({ length: 11 }, (_, index) => String(index + 1)),
  );
  assert.equal(gaps, 0);
});

it('waits longer and goes on where the service cannot answer, and as long as it says', async () => {
  const { log, read } = growing();
  const fail = (status: number, retryAfterSeconds?: number) => () => {
    const code = status === 429 ? 'RATE_LIMITED' : 'UNAVAILABLE';
    log.failure = new KeywrightError({ code, status, message: '', retryAfterSeconds });
  };
  const mend = () => {
    log.failure = undefined;
    log.newest = 1;
  };
  const { seen, slept } = await follow(read, [fail(503), fail(503), fail(429, 7), mend, mend]);
  assert.deepEqual(seen, ['1']);
  assert.deepEqual(slept, [1_000, 2_000, 4_000, 7_000, 8_000, 1_000]);
});

it('waits no longer than an hour, whatever it is told', async () => {
  const { log, read } = growing();
  const fail = () => {
    log.failure = new KeywrightError({ code: 'UNAVAILABLE', status: 503, message: '', retryAfterSeconds: 999_999_999 });
  };
  const { slept } = await follow(read, [fail, fail]);
  assert.deepEqual(slept, [1_000, 3_600_000, 2_000]);
});

it('ends with a refusal that waiting does not mend', async () => {
  const { log, read } = growing();
  const refused = new KeywrightError({ code: 'CREDENTIAL_REVOKED', status: 401, message: '' });
  const { reason } = await follow(read, [
    () => {
      log.failure = refused;
    },
  ]);
  assert.equal(reason, refused);
});

it('says where more came than is read in one look', async () => {
  const { log, read } = growing();
  const { seen, gaps } = await follow(read, [
    () => {
      log.newest = 1_000;
    },
  ]);
  assert.deepEqual([seen.length, seen.at(-1), gaps], [50, '1000', 1]);
});
