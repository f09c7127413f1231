#!/usr/bin/env node
/** The operator’s command: what is done to an instance from its machine, and not over HTTP. */
import { extname } from 'node:path';
import { renderScopesTable } from '@keywright/contract';
import { Command, InvalidArgumentError, Option } from 'commander';
import { importFile } from './import-command.ts';
import type { ImportFormat } from './import-source.ts';
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
