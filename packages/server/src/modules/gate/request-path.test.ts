import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPath } from './request-path.ts';

const read: readonly (readonly [what: string, url: string, segments: string[]])[] = [
  ['the root', '/', ['']],
  ['segments', '/a/b.json', ['a', 'b.json']],
  ['a slash at the end', '/a/', ['a', '']],
  ['no query', '/a?b=/../c', ['a']],
  ['a query that is empty', '/a?', ['a']],
  ['escapes, decoded once', '/a%20b/%C3%BC/100%25', ['a b', 'ü', '100%']],
  ['escapes of what needs none', '/%61%2Eb', ['a.b']],
  ['signs that a path may hold', "/a:b@c!d$e&f'(g)*+,=~-_", ["a:b@c!d$e&f'(g)*+,=~-_"]],
  ['dots that are no segment of their own', '/.../a..b/.git', ['...', 'a..b', '.git']],
];
for (const [what, url, segments] of read) {
  test(`of a path it reads ${what}`, () => {
    const path = readPath(url);
    assert.deepEqual(path.ok && path.segments, segments);
  });
}

const refused = [
  ...['', 'a', '*', 'http://a/b', '//a', '/a//b', '/a//', '/./a', '/a/..', '/a/%2e%2E/b', '/%2e'],
  ...['/a;b', '/a%3Bb', '/a\\b', '/a%5cb', '/a%2Fb', '/a%2fb', '/a%00', '/a%0a', '/a%7f', '/a%1F'],
  ...['/%', '/%1', '/%zz', '/%ff', '/%c0%af', '/%252e', '/%252F', '/%2525ab'],
  ...['/a b', '/a"b', '/a<b', '/a|b', '/a^b', '/a`b', '/{a}', '/a[0]', '/ü', '/a#b', `/${'a'.repeat(5000)}`],
];
for (const url of refused) {
  test(`it refuses ${url.length > 40 ? 'a path without end' : JSON.stringify(url)}`, () =>
    assert.equal(readPath(url).ok, false));
}

test('the canonical path is read as the same segments, and writes them in one way', () => {
  const segment = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
      const path = readPath(`/${segments.map(encodeURIComponent).join('/')}`);
      if (!path.ok) return;
      const again = readPath(path.canonical);
      assert.deepEqual(again.ok && again.segments, path.segments);
      assert.equal(again.ok && again.canonical, path.canonical);
    }),
  );
});

test('whatever is sent is read or refused, and what is read has no segment that leads elsewhere', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'/.%2efFc0;?\\a') }), (text) => {
      const path = readPath(`/${text}`);
      if (!path.ok) return;
      for (const segment of path.segments) {
        assert.ok(segment !== '.' && segment !== '..');
        assert.doesNotMatch(segment, /[/\\;]/);
      }
      assert.ok(path.segments.slice(0, -1).every((segment) => segment !== ''));
    }),
    { numRuns: 2000 },
  );
});
