import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeywrightError } from '@keywright/client';
import { placeFaults } from './form-faults.ts';

const invalid = (...paths: string[]) =>
  new KeywrightError({
    code: 'VALIDATION_FAILED',
    status: 400,
    message: 'no',
    details: { fields: paths.map((path) => ({ path, code: 'X', message: `must be ${path || 'whole'}.` })) },
  });

test('a fault stands at its input, one of a list’s members at the list', () => {
  assert.deepEqual(placeFaults(invalid('name', 'scopes[2]', 'a.b'), ['name', 'scopes', 'a']), {
    fields: { name: 'Must be name.', scopes: 'Must be scopes[2].', a: 'Must be a.b.' },
    rest: null,
  });
});

test('two faults of one input are both told', () => {
  const { fields } = placeFaults(invalid('scopes[0]', 'scopes[1]'), ['scopes']);
  assert.equal(fields.scopes, 'Must be scopes[0]. Must be scopes[1].');
});

test('a fault of no input is left over, and so is any other refusal', () => {
  const error = invalid('name', '');
  assert.deepEqual(placeFaults(error, ['name']), { fields: { name: 'Must be name.' }, rest: error });
  const limit = new KeywrightError({ code: 'TOKEN_LIMIT_REACHED', status: 409, message: 'Ten.' });
  assert.deepEqual(placeFaults(limit, ['name']), { fields: {}, rest: limit });
});
