import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from './errors.ts';
import { readIfMatch, requireVersion, toEtag } from './version.ts';

test('the ETag of a version, sent back as If-Match, names that version', () => {
  fc.assert(
    fc.property(fc.nat(), (version) => {
      assert.deepEqual(readIfMatch(toEtag(version)), { version });
    }),
  );
});

test('an ETag is a strong one: quoted, without W/', () => assert.equal(toEtag(7), '"v7"'));

const read: readonly (readonly [header: string, match: ReturnType<typeof readIfMatch>])[] = [
  ['*', 'any'],
  [' * ', 'any'],
  [' "v7" ', { version: 7 }],
  ['', 'malformed'],
  ['v7', 'malformed'],
  ['"7"', 'malformed'],
  ['"v"', 'malformed'],
  ['"v-7"', 'malformed'],
  ['"v7.5"', 'malformed'],
  ['W/"v7"', 'malformed'],
  ['"v7", "v8"', 'malformed'],
  ['"v9999999999999999"', 'malformed'],
];
for (const [header, match] of read) {
  test(`If-Match: ${header} is ${JSON.stringify(match)}`, () => assert.deepEqual(readIfMatch(header), match));
}

test('a change of a version that is not the present one is refused, and the present one is told', () => {
  requireVersion({ version: 3 }, 3);
  requireVersion({ version: 3 }, undefined);
  for (const expected of [2, 4, 0]) {
    assert.throws(
      () => requireVersion({ version: 3 }, expected),
      (error) => error instanceof AppError && error.code === 'PRECONDITION_FAILED' && error.message.includes('"v3"'),
    );
  }
});
