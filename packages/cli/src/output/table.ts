import stringWidth from 'string-width';
import { safeText } from './safe-text.ts';

export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => string | null;
}

/** How text is marked on a terminal that shows colours; elsewhere both leave it as it is. */
export interface Emphasis {
  bold(text: string): string;
  dim(text: string): string;
}

/** Rows for people: headings, columns aligned by their width on screen. */
export function alignedTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], { bold }: Emphasis): string {
  const headings = columns.map(({ heading }) => heading.toUpperCase());
  const lines = rows.map((row) => columns.map(({ cell }) => safeText(cell(row) ?? '—')));
  const widths = headings.map((heading, column) =>
    lines.reduce((widest, line) => Math.max(widest, stringWidth(line[column] ?? '')), stringWidth(heading)),
  );
  return `${[bold(alignLine(headings, widths)), ...lines.map((line) => alignLine(line, widths))].join('\n')}\n`;
}

/** Rows for programs: no headings, cells between tabs, nothing for nothing. */
export function tabbedTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  return rows.map((row) => `${columns.map(({ cell }) => safeText(cell(row) ?? '')).join('\t')}\n`).join('');
}

function alignLine(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(cell))))
    .join('  ')
    .trimEnd();
}
