import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Turn } from './turn.ts';

test('what is added in one turn is handed over once, in its order, and what comes while it is in the next', async () => {
  const handed: (readonly string[])[] = [];
  const collected = new Turn<string>((items) => {
    handed.push(items);
    if (items.includes('b')) collected.add('c');
  });
  collected.add('a');
  collected.add('b');
  assert.deepEqual(handed, []);
  await turn();
  assert.deepEqual(handed, [['a', 'b']]);
  await turn();
  assert.deepEqual(handed, [['a', 'b'], ['c']]);
  await turn();
  assert.equal(handed.length, 2);
});
