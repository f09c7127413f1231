/** The thread of `startWriter`: appends what it is sent, and answers each message with null or the fault. */
import { parentPort, workerData } from 'node:worker_threads';
import { openSqlite } from '../../db/sqlite.ts';
import { createAppend } from './chain-store.ts';
import { toAuditKeys } from './checkpoint.ts';
import type { WriterData, WriterMessage } from './record-writer.ts';

const { file, secrets }: WriterData = workerData;
const database = openSqlite(file);
const append = createAppend(toAuditKeys(secrets));

parentPort?.on('message', async ({ now, events }: WriterMessage) => {
  try {
    await database.transaction((trx) => append(trx, now, JSON.parse(events)));
    parentPort?.postMessage(null);
  } catch (fault) {
    parentPort?.postMessage(fault);
  }
});
