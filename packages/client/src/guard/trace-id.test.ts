import assert from 'node:assert/strict';
import { it } from 'node:test';
import { traceIdOf } from './trace-id.ts';

it('a trace id is that of the traceparent, and a new one where there is none that is good', () => {
  const id = 'a1'.repeat(16);
  assert.equal(traceIdOf(`00-${id}-${'b2'.repeat(8)}-01`), id);
  const bad = [undefined, '', id, `00-${'0'.repeat(32)}-${'b2'.repeat(8)}-01`, `00-${id.toUpperCase()}-b2-01`];
  const made = bad.map(traceIdOf);
  for (const each of made) assert.match(each, /^[0-9a-f]{32}$/);
  assert.equal(new Set([...made, id]).size, bad.length + 1);
});
