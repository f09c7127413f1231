import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pathOf, rawHeader } from './caller.ts';

describe('what a request says of itself', () => {
  for (const [target, path] of [
    ['/a/b?c=d', '/a/b?c=d'],
    ['http://example.com/a?b', '/a?b'],
    ['HTTPS://u:p@example.com:8080//a', '//a'],
    ['http://example.com', '/'],
    ['http://example.com?a=/b', '/?a=/b'],
    ['//example.com/a', '//example.com/a'],
    ['*', '/*'],
    ['', '/'],
  ] as const) {
    it(`of the target ${target || 'nothing'} the path is ${path}`, () => assert.equal(pathOf(target), path));
  }

  it('a header is found under any case, and one that is repeated is all of its lines', () => {
    const lines = ['Authorization', 'a', 'X-Other', 'authorization', 'AUTHORIZATION', 'b'];
    assert.equal(rawHeader(lines, 'authorization'), 'a, b');
    assert.equal(rawHeader(lines, 'x-api-key'), undefined);
    assert.equal(rawHeader(['X-API-Key', ''], 'x-api-key'), '');
  });
});
