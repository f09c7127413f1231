import { stat } from 'node:fs/promises';
import { pino } from 'pino';
import { createApp } from './app.ts';
import { readConfig } from './config/config.ts';
import { readEnvironment } from './config/environment.ts';
import { openSecrets } from './config/secrets.ts';
import { isClaimed } from './first-run.ts';
import { type ImportFormat, readImportFile } from './import-source.ts';
import { systemClock } from './kernel/clock.ts';
import { newTraceId, systemRandom } from './kernel/crypto/random.ts';
import { createCommit } from './modules/audit/index.ts';
import { type ImportReport, importKeys } from './modules/credentials/index.ts';
import { loadPlatform } from './platform.ts';

/** Imports a file into the configured instance and reports on standard error. Returns the exit code. */
export async function importFile(file: string, format: ImportFormat, dryRun: boolean): Promise<number> {
  if (!(await stat(file)).isFile()) throw new Error(`${file} must be a file and no pipe: it is read twice.`);
  const config = readConfig(readEnvironment());
  const catalogue = loadPlatform(config.platform);
  const accepts = [catalogue.platform.tokens.pat, catalogue.platform.tokens.apiKey].some((kind) =>
    kind?.accept.includes('legacy'),
  );
  if (!accepts) {
    throw new Error(
      `The platform ${catalogue.platform.platform} does not accept "legacy" tokens: add it to tokens.*.accept.`,
    );
  }
  const logger = pino({ level: 'silent' });
  const secrets = openSecrets(config);
  const app = await createApp({ config, secrets, catalogue, clock: systemClock, random: systemRandom, logger });
  try {
    if (!(await isClaimed(app.database.reader, { config, secrets }))) {
      throw new Error(
        'This database is empty: start the service once, so that there are projects to import keys into.',
      );
    }
    const commit = createCommit(app.people, {
      action: 'credential.import',
      actor: { kind: 'operator', userId: null, credentialId: null },
      method: 'IMPORT',
      path: '',
      status: 0,
      client: { address: '', userAgent: 'keywright-server import', traceId: newTraceId() },
    });
    const progress = createProgress();
    const options = { dryRun, onProgress: progress.show };
    const report = await importKeys(app.imports, () => readImportFile(file, format), options, commit);
    progress.end();
    process.stderr.write(renderReport(report, dryRun));
    return report.faultCount === 0 ? 0 : 1;
  } finally {
    await app.close();
  }
}

/** A line that counts, on a terminal alone. */
function createProgress() {
  const isTerminal = process.stderr.isTTY === true;
  return {
    show: (pass: 'check' | 'write', done: number) => {
      if (!isTerminal) return;
      process.stderr.write(`\r${pass === 'check' ? 'checking' : 'writing '} ${done.toLocaleString('en')} keys`);
    },
    end: () => {
      if (isTerminal) process.stderr.write('\r\u001b[K');
    },
  };
}

function renderReport({ read, imported, faults, faultCount }: ImportReport, dryRun: boolean): string {
  if (faultCount === 0) {
    return dryRun ? `${read} keys could be imported. Nothing was changed.\n` : `${imported} keys were imported.\n`;
  }
  const lines = faults.map(({ line, message }) => `line ${line}: ${message}`);
  const more = faultCount > faults.length ? [`and ${faultCount - faults.length} more`] : [];
  return `${[...lines, ...more].join('\n')}\nNothing was imported: ${faultCount} of ${read} records cannot be.\n`;
}
