import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { CsvError, parse } from 'csv-parse';
import type { SourceLine } from './modules/credentials/index.ts';

export type ImportFormat = 'ndjson' | 'csv';

const longestLine = 65_536;

/** The records of a file, one at a time. A record that cannot be read is a fault of its line; the others still come. */
export function readImportFile(file: string, format: ImportFormat): AsyncIterable<SourceLine> {
  return format === 'ndjson' ? readNdjson(file) : readCsv(file);
}

async function* readNdjson(file: string): AsyncIterable<SourceLine> {
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  let line = 0;
  for await (const read of lines) {
    line += 1;
    const text = line === 1 ? read.replace(/^\ufeff/, '') : read;
    if (text.trim() === '') continue;
    yield text.length > longestLine ? { line, fault: 'the line is too long.' } : { line, ...toRecord(text) };
  }
}

/** The parser’s own words would repeat the line, and with it the key. */
function toRecord(text: string): { record: Record<string, unknown> } | { fault: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { record: { ...value } };
  } catch {
    return { fault: 'the line is not JSON.' };
  }
  return { fault: 'the line is not a JSON object.' };
}

async function* readCsv(file: string): AsyncIterable<SourceLine> {
  // A stream that fails to open would not tell the parser that it is piped into.
  const handle = await open(file);
  // Counted here: the parser tells where a record ends, and counts a line break within quotes twice where it is CRLF.
  let next = 2;
  const toSource = ({ record, info, raw }: CsvRecord): SourceLine => {
    const line = next + countLineBreaks(/^[\r\n]*/.exec(raw)?.[0] ?? '');
    next += countLineBreaks(raw);
    return info.error === undefined ? { line, record } : { line, fault: 'the columns do not fit the header.' };
  };
  const parser = handle.createReadStream().pipe(
    parse({
      bom: true,
      columns: true,
      info: true,
      max_record_size: longestLine,
      on_record: (parsed: unknown) => toSource(parsed as CsvRecord),
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }),
  );
  try {
    yield* parser as AsyncIterable<SourceLine>;
  } catch (error) {
    // The parser’s own words would repeat the line, and with it the key.
    if (!(error instanceof CsvError)) throw error;
    yield { line: next, fault: `the file is not CSV from here on (${error.code}).` };
  } finally {
    await handle.close();
  }
}

const countLineBreaks = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

interface CsvRecord {
  readonly record: Record<string, string>;
  readonly info: { readonly error?: Error };
  /** The record as it stands in the file, with the line breaks before it and part of the one after. */
  readonly raw: string;
}
