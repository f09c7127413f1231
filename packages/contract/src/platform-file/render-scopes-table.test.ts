import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCatalogue } from './catalogue.ts';
import { parsePlatformFile } from './parse-platform-file.ts';
import { renderScopesTable } from './render-scopes-table.ts';
import { type Edit, edited, sampleFile } from './sample-file.fixture.ts';

function tableOf(...edits: readonly Edit[]): string {
  const parsed = parsePlatformFile(edited(...edits));
  assert.ok(parsed.ok);
  return renderScopesTable(createCatalogue(parsed.platform));
}

const roles = `\
roles                           MEMBER  OWNER
keys.read                       x       x
keys.write                      -       x
read:projects                   -       x
translation-comments.set-state  -       x
admin                           -       x
of 5                            1       5
`;
const levels = `\
levels                          read-only  full
keys.read                       x          x
keys.write                      -          x
read:projects                   -          x
translation-comments.set-state  -          x
admin                           -          x
of 5                            1          5
`;

test('the table shows which role holds which scope, everything implied worked out, then the levels', () =>
  assert.equal(tableOf(), `${roles}\n${levels}`));

test('a platform without levels has a table of roles alone', () => {
  const section = sampleFile.slice(sampleFile.indexOf('levels:'), sampleFile.indexOf('permissions:'));
  assert.equal(tableOf([section, '']), roles);
});

test('a level that follows its owner is marked, and the mark explained', () => {
  const table = tableOf(['includes: [read-only], scopes: [admin]', 'everything: true']);
  const marked = levels.replace('read-only  full', 'read-only  full*');
  assert.equal(table, `${roles}\n${marked}\n* follows its owner: all of the user's rights at each moment\n`);
});
