import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError, type ErrorCode, errors, validationFailed } from './errors.ts';

test('every code is upper snake case, has a status that HTTP knows as an error, a title and a meaning', () => {
  for (const [code, { status, title, meaning }] of Object.entries(errors)) {
    assert.match(code, /^[A-Z]+(_[A-Z]+)*$/);
    assert.ok(status >= 400 && status <= 599, code);
    assert.match(title, /^[A-Z].*[^.]$/, code);
    assert.match(meaning, /\.$/, code);
  }
});

test('an error says its title unless it has something better to say', () => {
  assert.equal(new AppError('NOT_FOUND').message, 'There is nothing here that you can see.');
  assert.equal(new AppError('NOT_FOUND', { detail: 'Gone.' }).message, 'Gone.');
});

test('details are an object even where there are none', () => {
  for (const code of Object.keys(errors) as ErrorCode[]) assert.deepEqual(new AppError(code).details, {});
});

test('the fault behind an error is kept for the log, and is in nothing that is sent', () => {
  const error = new AppError('INTERNAL', { cause: new Error('select * from secrets') });
  assert.ok(error.cause instanceof Error);
  assert.ok(!error.message.includes('secrets'));
  assert.ok(!JSON.stringify(error.details).includes('secrets'));
});

test('a validation error names every faulty field, for programs and for people', () => {
  const fields = [
    { path: 'name', code: 'REQUIRED', message: 'must not be blank.' },
    { path: 'scopes[2]', code: 'WRONG_TYPE', message: 'must be string.' },
  ];
  const error = validationFailed(...fields);
  assert.equal(error.code, 'VALIDATION_FAILED');
  assert.deepEqual(error.details, { fields });
  assert.equal(error.message, 'name: must not be blank. scopes[2]: must be string.');
});
