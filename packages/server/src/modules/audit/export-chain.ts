import type { Reader } from '../../db/database.ts';
import { findChainAfter } from './event-store.ts';

const eventsPerChunk = 1000;

/** The whole log, oldest first, one JSON object a line, with each event’s hash: enough to verify it elsewhere. */
export async function* exportChain(reader: Reader, from = 0, to = Number.POSITIVE_INFINITY): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const events = await findChainAfter(reader, after, eventsPerChunk);
    const last = events.at(-1);
    if (last === undefined) return;
    after = last.sequence;
    const asked = events.filter(({ at }) => at >= from && at < to);
    yield asked.map((event) => `${JSON.stringify(event)}\n`).join('');
  }
}
