import { stat } from 'node:fs/promises';
import { type ImportFormat, readImportFile } from './import-source.ts';
import { newTraceId } from './kernel/crypto/random.ts';
import { type ImportReport, importKeys } from './modules/credentials/index.ts';
import { withInstance } from './open-instance.ts';
import { createProgress } from './progress.ts';

/** Imports a file into the configured instance and reports on standard error. Returns the exit code. */
export async function importFile(file: string, format: ImportFormat, dryRun: boolean): Promise<number> {
  if (!(await stat(file)).isFile()) throw new Error(`${file} must be a file and no pipe: it is read twice.`);
  return withInstance(async (app) => {
    const { platform } = app.imports.catalogue;
    const accepts = [platform.tokens.pat, platform.tokens.apiKey].some((kind) => kind?.accept.includes('legacy'));
    if (!accepts) {
      throw new Error(`The platform ${platform.platform} does not accept "legacy" tokens: add it to tokens.*.accept.`);
    }
    const commit = app.createCommit({
      action: 'credential.import',
      actor: { kind: 'operator', userId: null, credentialId: null },
      method: 'IMPORT',
      path: '',
      status: 0,
      client: { address: '', userAgent: 'keywright-server import', traceId: newTraceId() },
    });
    const progress = createProgress();
    const onProgress = (pass: 'check' | 'write', done: number) =>
      progress.show(`${pass === 'check' ? 'checking' : 'writing '} ${done.toLocaleString('en')} keys`);
    const report = await importKeys(app.imports, () => readImportFile(file, format), { dryRun, onProgress }, commit);
    progress.end();
    process.stderr.write(renderReport(report, dryRun));
    return report.faultCount === 0 ? 0 : 1;
  });
}

function renderReport({ read, imported, faults, faultCount }: ImportReport, dryRun: boolean): string {
  if (faultCount === 0) {
    return dryRun ? `${read} keys could be imported. Nothing was changed.\n` : `${imported} keys were imported.\n`;
  }
  const lines = faults.map(({ line, message }) => `line ${line}: ${message}`);
  const more = faultCount > faults.length ? [`and ${faultCount - faults.length} more`] : [];
  return `${[...lines, ...more].join('\n')}\nNothing was imported: ${faultCount} of ${read} records cannot be.\n`;
}
