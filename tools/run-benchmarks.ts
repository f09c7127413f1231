// `npm run bench` runs each bench/*.bench.ts by itself, one after the other, and writes what they measured to
// docs/reference/benchmarks.md. A process of its own keeps one benchmark's heap and compiled code out of the next one's
// figures. A benchmark's last line on stdout is its result, as JSON; what it prints before that is for the reader.

import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';

/** What a benchmark reports. */
interface BenchmarkResult {
  name: string;
  rows: { label: string; value: number | string; unit: string; note?: string }[];
}

const root = join(import.meta.dirname, '..');
const page = join(root, 'docs/reference/benchmarks.md');

const files = globSync('bench/*.bench.ts', { cwd: root }).sort();
const results: BenchmarkResult[] = [];
const failed: string[] = [];
for (const file of files) {
  console.error(`${file} …`);
  try {
    results.push(await runBenchmark(file));
  } catch (error) {
    failed.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

if (files.length === 0) console.log('There are no benchmarks: bench/ has no *.bench.ts.');
else if (failed.length === 0) {
  const text = renderPage(results);
  await mkdir(dirname(page), { recursive: true });
  await writeFile(page, text);
  console.log(text);
}
// A page with a part missing would look complete, so a failed benchmark leaves the old page as it is.
for (const failure of failed) console.error(`failed: ${failure}`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function runBenchmark(file: string): Promise<BenchmarkResult> {
  const lines = (await outputOf(file)).trimEnd().split('\n');
  const last = lines.pop() ?? '';
  if (lines.length > 0) console.error(lines.join('\n'));
  const result: unknown = JSON.parse(last);
  if (!isResult(result)) throw new Error(`its last line is no result {name, rows}: ${last}`);
  return result;
}

function outputOf(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--expose-gc', file], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`it ended with code ${code}`))));
  });
}

function isResult(value: unknown): value is BenchmarkResult {
  return typeof value === 'object' && value !== null && 'name' in value && 'rows' in value && Array.isArray(value.rows);
}

function renderPage(all: BenchmarkResult[]): string {
  const machine = `${process.platform}-${process.arch}, ${availableParallelism()} cores, Node ${process.versions.node}`;
  const sections = all.map(({ name, rows }) => {
    const cells = rows.map(({ label, value, unit, note = '' }) => [label, readable(value), unit, note]);
    return `## ${name}\n\n${table(['', 'value', 'unit', 'note'], cells)}\n`;
  });
  return `# Benchmarks\n\nWritten by \`npm run bench\` on ${machine}.\n\n${sections.join('\n')}`;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(['---', '---:', '---', '---']), ...rows.map(line)].join('\n');
}

/** Three significant digits, or whole numbers: more would suggest a precision that a benchmark does not have. */
function readable(value: number | string): string {
  if (typeof value === 'string') return value;
  return value.toLocaleString(
    'en',
    Math.abs(value) < 100 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 },
  );
}
