#!/usr/bin/env node
/** The operator’s command: what is done to an instance from its machine, and not over HTTP. */
import { extname } from 'node:path';
import { renderScopesTable } from '@keywright/contract';
import { Command, InvalidArgumentError, Option } from 'commander';
import { daysAgo, exportAuditLog, pruneAuditLog, verifyAuditLog } from './audit-command.ts';
import { importFile } from './import-command.ts';
import type { ImportFormat } from './import-source.ts';
import { fromInstant } from './kernel/instant.ts';
import { importFields } from './modules/credentials/index.ts';
import { loadPlatform } from './platform.ts';

/** Whatever the process creates (database, keyring) is its own user’s alone. */
process.umask(0o077);

const program = new Command('keywright-server')
  .description(
    'Operate a Keywright instance from its machine. Configuration comes from the environment, as for the service.',
  )
  .showHelpAfterError();

const fieldHelp = Object.entries(importFields)
  .map(([field, meaning]) => `  ${field.padEnd(17)} ${meaning}`)
  .join('\n');

program
  .command('import')
  .description('Import the keys of an older system, all of them or none; they go on working as they are')
  .argument('<file>', 'NDJSON or CSV, one key a record')
  .addOption(new Option('--format <format>', 'what the file is (default: by its ending)').choices(['ndjson', 'csv']))
  .option('--dry-run', 'check everything, change nothing', false)
  .addHelpText('after', `\nFields of a record:\n${fieldHelp}\n\nThe platform must accept "legacy" tokens.\n`)
  .action(async (file: string, options: { format?: ImportFormat; dryRun: boolean }) => {
    process.exitCode = await importFile(file, options.format ?? formatByEnding(file), options.dryRun);
  });

program
  .command('platform')
  .description('Work with platform files')
  .command('check')
  .description('Validate a platform file and print its roles and scopes')
  .argument('<file>', 'a path, or the name of one that is shipped')
  .action((file: string) => {
    process.stdout.write(`${renderScopesTable(loadPlatform(file))}\n`);
  });

const audit = program.command('audit').description('Work with the audit log');

audit
  .command('verify')
  .description('Verify the whole log; names the first event that was changed, removed, inserted or moved')
  .addHelpText(
    'after',
    '\nExits with 0 where the log is as it was written, else with 1. Note the printed end of the log elsewhere, to compare with later.\n',
  )
  .action(async () => {
    process.exitCode = await verifyAuditLog();
  });

audit
  .command('export')
  .description('Write the whole log to standard output, oldest first, one JSON object a line, with each event’s hash')
  .addOption(new Option('--from <instant>', 'only events at this instant or later').argParser(readInstant))
  .addOption(new Option('--to <instant>', 'only events before this instant').argParser(readInstant))
  .action(async (options: { from?: number; to?: number }) => {
    await exportAuditLog(options.from, options.to);
  });

audit
  .command('prune')
  .description('Remove the events that were written before an instant; what stays still verifies')
  .addOption(new Option('--before <instant>', 'an instant, such as 2026-01-01T00:00:00Z').argParser(readInstant))
  .addOption(new Option('--keep-days <days>', 'or: how many days to keep').argParser(readDays).conflicts('before'))
  .action(async (options: { before?: number; keepDays?: number }) => {
    const before = options.before ?? (options.keepDays === undefined ? undefined : daysAgo(options.keepDays));
    if (before === undefined) throw new InvalidArgumentError('Say what to remove: --before or --keep-days.');
    await pruneAuditLog(before);
  });

function readInstant(text: string): number {
  const at = /T.*(Z|[+-]\d\d:\d\d)$/.test(text) ? fromInstant(text) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError('Give a date, a time and a zone, such as 2026-01-01T00:00:00Z.');
  return at;
}

function readDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1) throw new InvalidArgumentError('Give a whole number of days, at least 1.');
  return days;
}

function formatByEnding(file: string): ImportFormat {
  const ending = extname(file).toLowerCase();
  if (ending === '.csv') return 'csv';
  if (['.ndjson', '.jsonl', '.json'].includes(ending)) return 'ndjson';
  throw new InvalidArgumentError('The ending of the file says neither NDJSON nor CSV: give --format.');
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
