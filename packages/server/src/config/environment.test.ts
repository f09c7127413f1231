import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEnvironment } from './environment.ts';

test('values are trimmed, and empty ones count as absent', (t) => {
  t.mock.property(process, 'env', {
    KEYWRIGHT_PORT: ' 80 ',
    KEYWRIGHT_HOST: '',
    DATABASE_URL: '  ',
    KEYWRIGHT_LOG_LEVEL: undefined,
  });
  assert.deepEqual(readEnvironment(), { KEYWRIGHT_PORT: '80' });
});
