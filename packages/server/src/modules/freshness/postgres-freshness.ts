import type { Reader } from '../../db/database.ts';
import { findChangesAfter, getHead } from './change-feed-store.ts';
import { applyChanges, type Freshness, type SnapshotHolder } from './freshness.ts';

/**
 * Freshness over a network: the head of the feed is read before snapshots are used. Requests that arrive while a read
 * is under way share the next one, since only a read that begins after a request has arrived can vouch for it.
 */
export function createPostgresFreshness(reader: Reader, holder: SnapshotHolder): Freshness {
  let applied: number | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function readFeed(): Promise<void> {
    const head = await getHead(reader);
    if (applied === undefined || head < applied) {
      holder.evictAll();
      applied = head;
    } else if (head > applied) {
      applied = applyChanges(holder, applied, await findChangesAfter(reader, applied));
    }
  }

  function begin(): Promise<void> {
    next = undefined;
    const current = readFeed().finally(() => {
      if (running === current) running = undefined;
    });
    running = current;
    return current;
  }

  return {
    catchUp() {
      if (next !== undefined) return next;
      if (running === undefined) return begin();
      next = running.then(begin, begin);
      return next;
    },
    // Whoever asks while a reading is under way shares the next one: there is nothing to add.
    together: (work) => work(),
    close: () => undefined,
  };
}
