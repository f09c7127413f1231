import { KeywrightError } from '@keywright/client';
import type { AuditEvent, ReadEvents } from './audit-log.ts';

/** How many pages are read at most to catch up in one look. */
const maximumPages = 25;
const pageSize = 200;
/** How long it waits at most where the service cannot answer. */
const maximumWaitMs = 60_000;
/** How long it waits at most where it is told how long. */
const maximumToldMs = 3_600_000;

export interface FollowOptions {
  readonly intervalMs: number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Hears that more came between two looks than is read. */
  readonly onGap: () => void;
}

/**
 * The events after `last`, oldest first, for ever. Looks every `intervalMs`, waits longer where it is told to or nothing
 * answers, and ends with any other refusal. Never gives an event twice.
 */
export async function* followEvents(
  read: ReadEvents,
  last: bigint,
  options: FollowOptions,
): AsyncGenerator<readonly AuditEvent[], never> {
  let seen = last;
  let failures = 0;
  for (;;) {
    await options.sleep(failures === 0 ? options.intervalMs : waitMs(options.intervalMs, failures));
    const looked = await look(read, seen);
    if (looked instanceof KeywrightError) {
      failures += 1;
      if (looked.retryAfterSeconds !== undefined) {
        await options.sleep(Math.min(maximumToldMs, looked.retryAfterSeconds * 1_000));
      }
      continue;
    }
    failures = 0;
    if (looked.gap) options.onGap();
    const newest = looked.events.at(-1);
    if (newest === undefined) continue;
    seen = BigInt(newest.id);
    yield looked.events;
  }
}

const waitMs = (intervalMs: number, failures: number): number =>
  Math.min(maximumWaitMs, intervalMs * 2 ** Math.min(failures, 6));

/** What is newer than `seen`; the error where it is worth trying again. */
async function look(
  read: ReadEvents,
  seen: bigint,
): Promise<{ readonly events: readonly AuditEvent[]; readonly gap: boolean } | KeywrightError> {
  const found: AuditEvent[] = [];
  let cursor: string | null = null;
  try {
    for (let pages = 0; pages < maximumPages; pages += 1) {
      const page = await read({ limit: pageSize, ...(cursor === null ? {} : { cursor }) });
      const fresh = page.data.filter(({ id }) => BigInt(id) > seen);
      found.push(...fresh);
      cursor = page.nextCursor;
      if (cursor === null || fresh.length < page.data.length) return { events: found.reverse(), gap: false };
    }
  } catch (error) {
    if (error instanceof KeywrightError && isPassing(error)) return error;
    throw error;
  }
  return { events: found.reverse(), gap: true };
}

const isPassing = ({ code, status }: KeywrightError): boolean => code === 'NETWORK' || status === 429 || status >= 500;
