/**
 * A process that notes uses as a busy service does: `<uses per second> <seconds>` through both recorders, then a graceful stop.
 * Prints, as JSON, how many it noted, what writing cost and how often "last used" was written. The place is in the environment.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config/config.ts';
import { readEnvironment } from '../../../src/config/environment.ts';
import { openSecrets } from '../../../src/config/secrets.ts';
import type { Database } from '../../../src/db/database.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { systemRandom } from '../../../src/kernel/crypto/random.ts';
import { EventRecorder } from '../../../src/modules/audit/index.ts';
import { sampleEvent } from '../../../src/modules/audit/sample-event.fixture.ts';
import { UseRecorder } from '../../../src/modules/credentials/index.ts';
import { loadPlatform } from '../../../src/platform.ts';

const [perSecond = 0, seconds = 0] = process.argv.slice(2).map(Number);
const credentials = 500;
const tickMs = 20;

const config = readConfig(readEnvironment());
const parts = { config, secrets: openSecrets(config), catalogue: loadPlatform(config.platform) };
const logger = pino({ level: 'silent' });
const app = await createApp({ ...parts, clock: systemClock, random: systemRandom, logger });

const faults: string[] = [];
const onFault = (error: unknown) => void faults.push(String(error));
let lastUsedWrites = 0;
const counting: Database = {
  ...app.database,
  transaction(work) {
    lastUsedWrites += 1;
    return app.database.transaction(work);
  },
};
const events = new EventRecorder({ writer: app.eventWriter, clock: systemClock, onFault });
const lastUsed = new UseRecorder({ ...app.people, database: counting, mailOn: false, onFault });

const cpuBefore = process.cpuUsage();
const began = performance.now();
let noted = 0;
while (noted < perSecond * seconds) {
  const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - began) / 1000) * perSecond));
  for (; noted < due; noted += 1) {
    const id = `credential-${noted % credentials}`;
    events.note(
      sampleEvent({
        at: systemClock.now(),
        actorCredentialId: id,
        targetId: id,
        projectId: `project-${noted % 50}`,
        traceId: noted.toString(16).padStart(32, '0'),
      }),
    );
    lastUsed.note(id, '192.0.2.7');
  }
  await wait(tickMs);
}
const notedMs = performance.now() - began;
await events.flush();
await lastUsed.flush();
const stopMs = performance.now() - began - notedMs;
const { user, system } = process.cpuUsage(cpuBefore);
await app.close();
process.stdout.write(
  `${JSON.stringify({ noted, faults, lastUsedWrites, credentials, notedMs, stopMs, cpuMicrosPerEvent: (user + system) / noted })}\n`,
);
