/** Part-DB with another definition: the same database, started with an edited copy of its platform file. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseKind, TestApp } from '../../harness.ts';

const shipped = new URL('../../../../../platforms/part-db.yaml', import.meta.url);

/** Text of the platform file, which must be there once, and what stands for it in the copy. */
export type Edit = readonly [from: string, to: string];

/** Starts a second app on the database of `app`, under the edited platform file, for as long as `work` takes. */
export async function withEditedPlatform(
  kind: DatabaseKind,
  app: TestApp,
  edits: readonly Edit[],
  work: (edited: TestApp) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'keywright-platform-'));
  try {
    const file = join(folder, 'part-db.yaml');
    writeFileSync(file, edits.reduce(replaceOnce, readFileSync(shipped, 'utf8')));
    const { dataDir, databaseUrl } = app.config;
    const edited = await TestApp.start(kind, { config: { platform: file }, database: { dataDir, databaseUrl } });
    await work(edited).finally(() => edited.close());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function replaceOnce(text: string, [from, to]: Edit): string {
  assert.equal(text.split(from).length, 2, `the platform file has this once: ${from}`);
  return text.replace(from, () => to);
}

/** The level `edit` without most of what it had, and with something that it had not. */
export const otherEdit: Edit = [
  '    includes: [read-only]\n    # The same as the role `editor` adds.\n    scopes: *edit\n',
  '    includes: [read-only]\n    scopes: [parts.edit, groups.read]\n',
];

/** A right that no level names, and that administrators hold. */
export const newScope: readonly Edit[] = [
  ['\nscopes:\n  parts.read:\n', '\nscopes:\n  robots.command:\n    description: Command the robots\n  parts.read:\n'],
  ['    includes: [editor]\n    scopes:\n', '    includes: [editor]\n    scopes:\n      - robots.command\n'],
];

/** The level `edit` is no more: `admin` goes without it. */
export const withoutEdit: Edit = ['  edit:\n    description: Also creates', '  rework:\n    description: Also creates'];

/** The level `admin` manages tokens too. */
export const adminManagesTokens: Edit = [
  '    includes: [edit]\n    scopes:\n',
  '    includes: [edit]\n    scopes:\n      - api.manage_tokens\n',
];
