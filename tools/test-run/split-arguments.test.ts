import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitArguments } from './split-arguments.ts';

test('a flag keeps its value, and what is left are files', () => {
  assert.deepEqual(
    splitArguments(['--test-name-pattern', 'mint', 'a.test.ts', '--test-only', '--test-timeout=5', 'b/**']),
    {
      flags: ['--test-name-pattern=mint', '--test-only', '--test-timeout=5'],
      files: ['a.test.ts', 'b/**'],
    },
  );
});
