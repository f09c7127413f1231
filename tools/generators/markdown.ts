/** A generated page. `source` is the file to edit instead of it, as a path from the repository's root. */
export function page(title: string, source: string, ...blocks: readonly string[]): string {
  const notice = `> Generated from \`${source}\` by \`npm run generate\`. Edit that, not this: \`npm run check\` compares them.`;
  return `${[`# ${title}`, notice, ...blocks].join('\n\n')}\n`;
}

/** A table; `|` in a cell is escaped, a line break is not allowed. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export const code = (text: string): string => `\`${text}\``;

/** Several names in one cell; a dash where there are none, since an empty cell looks forgotten. */
export const codes = (names: readonly string[]): string => (names.length === 0 ? '—' : names.map(code).join(', '));
