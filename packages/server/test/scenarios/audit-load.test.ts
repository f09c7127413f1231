/** Ten thousand uses a second: each is in the audit log once the process has stopped. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { it } from 'node:test';
import { promisify } from 'node:util';
import { createDatabase, onEachDatabase, TestApp } from '../harness.ts';
import { runCommand } from '../operator-command.ts';
import { environmentAt } from '../server-process.ts';

const script = join(import.meta.dirname, 'audit/write-uses.ts');
const perSecond = 10_000;
const seconds = { sqlite: 30, postgres: 15 } as const;

onEachDatabase('under a load of uses', (kind) => {
  it(`${perSecond} uses a second are all recorded after a graceful stop, and the log verifies`, async (test) => {
    const place = await createDatabase(kind);
    try {
      await (await TestApp.start(kind, { database: place })).close();
      const args = [script, String(perSecond), String(seconds[kind])];
      const { stdout } = await promisify(execFile)(process.execPath, args, {
        env: environmentAt(place),
        timeout: 100_000,
      });
      const { noted, faults, lastUsedWrites, credentials, notedMs, cpuMicrosPerEvent, stopMs } = JSON.parse(stdout);
      test.diagnostic(
        `${kind}: ${cpuMicrosPerEvent.toFixed(1)} µs of CPU per use, ${stopMs.toFixed(0)} ms to stop, noted in ${notedMs.toFixed(0)} ms`,
      );
      assert.deepEqual([noted, faults], [perSecond * seconds[kind], []]);
      // All are used in the first second, and none is written again within the minute.
      assert.ok(lastUsedWrites <= 3, `${lastUsedWrites} transactions for ${credentials} credentials`);
      const verified = await runCommand(place, ['audit', 'verify']);
      assert.equal(verified.code, 0, verified.stdout + verified.stderr);
      assert.match(verified.stdout, new RegExp(`: ${noted.toLocaleString('en')} events\\.`));
    } finally {
      await place.drop();
    }
  });
});
