import { Worker } from 'node:worker_threads';
import type { Database } from '../../db/database.ts';
import type { AuditEvent } from './audit-event.ts';
import type { AppendEvents } from './chain-store.ts';
import type { AuditSecrets } from './checkpoint.ts';

/** Appends the events of uses to the chain, in a transaction of their own. */
export interface EventWriter {
  /** Rejects where they could not be written; then none of them was. One call at a time. */
  write(now: number, events: readonly AuditEvent[]): Promise<void>;
  /** Call it when nothing is being written. */
  close(): Promise<void>;
}

/** Writes on this thread: for a database whose server does the work. */
export const writeHere = (database: Database, append: AppendEvents): EventWriter => ({
  write: (now, events) => database.transaction((trx) => append(trx, now, events)),
  close: async () => {},
});

/** What the thread is started with. */
export interface WriterData {
  readonly file: string;
  readonly secrets: AuditSecrets;
}

/** What it is sent: a JSON text, which costs less to hand over than the objects. */
export interface WriterMessage {
  readonly now: number;
  readonly events: string;
}

/**
 * Writes to SQLite on a thread of its own, so that neither hashing the chain nor waiting for the disk holds up requests. No
 * transaction of this thread runs meanwhile: two writers of one process would only wait for each other, this one blocking.
 * The thread starts with the first events; where it dies, what it was writing is rejected and the next call starts another.
 */
export function startWriter(database: Pick<Database, 'exclusively'>, data: WriterData): EventWriter {
  let worker: Worker | undefined;

  function start(): Worker {
    const started = new Worker(new URL('./record-thread.ts', import.meta.url), { workerData: data });
    started.unref();
    started.once('exit', () => {
      if (worker === started) worker = undefined;
    });
    return started;
  }

  const send = (message: WriterMessage) =>
    new Promise<void>((resolve, reject) => {
      worker ??= start();
      const used = worker;
      const settle = (fault: unknown) => {
        used.off('message', settle).off('error', settle).off('exit', onExit).unref();
        if (fault === null) resolve();
        else reject(fault);
      };
      const onExit = () => settle(new Error('the thread that writes audit events has ended'));
      used.on('message', settle).on('error', settle).on('exit', onExit).ref();
      used.postMessage(message);
    });

  return {
    write: (now, events) => database.exclusively(() => send({ now, events: JSON.stringify(events) })),
    async close() {
      await worker?.terminate();
    },
  };
}
