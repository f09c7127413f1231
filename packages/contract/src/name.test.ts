import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from './errors.ts';
import { toName } from './name.ts';

const taken: readonly (readonly [given: string, stored: string])[] = [
  ['ci', 'ci'],
  ['  ci \n', 'ci'],
  ['x', 'x'],
  ['a'.repeat(128), 'a'.repeat(128)],
  [` ${'a'.repeat(128)} `, 'a'.repeat(128)],
  // Characters are counted, not the two units that UTF-16 writes some of them in.
  ['🔑'.repeat(128), '🔑'.repeat(128)],
  ['Schlüssel für CI', 'Schlüssel für CI'],
  ['<b>"name"</b>', '<b>"name"</b>'],
];
for (const [given, stored] of taken) {
  test(`a name is kept trimmed: ${JSON.stringify(given.slice(0, 20))}`, () => assert.equal(toName(given), stored));
}

const refused: readonly (readonly [given: string, code: string])[] = [
  ['', 'REQUIRED'],
  ['   \t\n', 'REQUIRED'],
  ['\u00a0', 'REQUIRED'],
  ['a'.repeat(129), 'TOO_LONG'],
  ['🔑'.repeat(129), 'TOO_LONG'],
  ['two\nlines', 'WRONG_FORMAT'],
  ['two\u2028lines', 'WRONG_FORMAT'],
  ['a\u0000b', 'WRONG_FORMAT'],
  ['\u001b[31mred', 'WRONG_FORMAT'],
  ['nigh\u202egnp.exe', 'WRONG_FORMAT'],
];
for (const [given, code] of refused) {
  test(`no name (${code}): ${JSON.stringify(given.slice(0, 20))}`, () => {
    assert.throws(
      () => toName(given, 'newName'),
      (error) => {
        assert.ok(error instanceof AppError);
        const [field] = error.details.fields as readonly { path: string; code: string }[];
        assert.deepEqual([field?.path, field?.code], ['newName', code]);
        return true;
      },
    );
  });
}
