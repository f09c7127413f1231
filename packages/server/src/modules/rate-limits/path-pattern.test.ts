import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compilePattern, patternFault } from './path-pattern.ts';

const matches: readonly (readonly [pattern: string, path: string, matches: boolean])[] = [
  ['/api/v1/projects/{project_id}/execute/*', '/api/v1/projects/01ABC/execute/suite/7', true],
  ['/api/v1/projects/{project_id}/execute/*', '/api/v1/projects/01ABC/execute/x', true],
  ['/api/v1/projects/{project_id}/execute/*', '/api/v1/projects/01ABC/execute', false],
  ['/api/v1/projects/{project_id}/execute/*', '/api/v1/projects/01ABC/execute/', false],
  ['/api/v1/projects/{project_id}/execute/*', '/api/v1/projects/01ABC/more/execute/x', false],
  ['/api/v1/projects/{project_id}/execute/*', '/api/v1/projects//execute/x', false],
  ['/api/v1/projects/{project_id}/execute/*', '/prefix/api/v1/projects/01ABC/execute/x', false],
  ['/api/v1/projects/{anything_else}', '/api/v1/projects/01ABC', true],
  ['/api/v1/projects/{project_id}', '/api/v1/projects/01ABC/api-keys', false],
  ['/api/v1/projects/01ABC', '/api/v1/projects/01ABC', true],
  ['/api/v1/projects/01ABC', '/api/v1/projects/01abc', true],
  ['/api/v1/projects/{project_id}/execute/*', '/API/v1/Projects/01ABC/EXECUTE/x', true],
  ['/k', '/\u212a', false],
  ['/a.b', '/a.b', true],
  ['/a.b', '/axb', false],
  ['/a(b)+', '/a(b)+', true],
  ['/*', '/anything/at/all', true],
  ['/*', '/', false],
  ['/', '/', true],
];
for (const [pattern, path, expected] of matches) {
  test(`${pattern} ${expected ? 'means' : 'does not mean'} ${path}`, () => {
    assert.equal(patternFault(pattern, ''), undefined);
    assert.equal(compilePattern(pattern)(path), expected);
  });
}

for (const pattern of [
  '',
  'api/v1',
  'https://api.example.com/a',
  '//a',
  '/a//b',
  '/a/',
  '/a/../b',
  '/./a',
  '/a/*/b',
  '/a*',
  '/a/**',
  '/a/{}',
  '/a/{b',
  '/a/x{b}',
  '/a/{b}{c}',
  '/a/{b-c}',
  '/a%2fb',
  '/a?b=c',
  '/a#b',
  '/a b',
  '/a\\b',
  '/é',
  '/a\n',
  '/a|b',
  '/[a]',
  '/a^',
]) {
  test(`${JSON.stringify(pattern)} is no pattern, and is told so by its place`, () => {
    const fault = patternFault(pattern, 'rules[0].path_patterns[1]');
    assert.deepEqual([fault?.path, fault?.code], ['rules[0].path_patterns[1]', 'BAD_PATTERN']);
    assert.ok((fault?.message ?? '').length > 10);
  });
}

const segment = fc.stringMatching(/^[\w~!$&'()+,;=:@-]{1,12}$/);
const paths = fc.array(segment, { minLength: 1, maxLength: 8 });

test('a pattern of literals means the path that it is written like, in whatever case, and no other', () => {
  fc.assert(
    fc.property(paths, paths, (segments, others) => {
      const [path, other] = [`/${segments.join('/')}`, `/${others.join('/')}`];
      assert.equal(patternFault(path, ''), undefined);
      for (const written of [path, path.toUpperCase(), path.toLowerCase()]) assert.ok(compilePattern(path)(written));
      assert.equal(compilePattern(path)(other), path.toLowerCase() === other.toLowerCase());
    }),
  );
});

test('a placeholder in the place of any segments means the path, and every path that differs in these alone', () => {
  fc.assert(
    fc.property(paths, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), segment, (segments, replaced, other) => {
      const pattern = `/${segments.map((each, index) => (replaced[index] ? '{name}' : each)).join('/')}`;
      const meant = compilePattern(pattern);
      assert.ok(meant(`/${segments.join('/')}`));
      assert.ok(meant(`/${segments.map((each, index) => (replaced[index] ? other : each)).join('/')}`));
      assert.equal(meant(`/${[...segments, other].join('/')}`), false);
      assert.equal(meant(`/${segments.slice(1).join('/')}`), false);
    }),
  );
});

test('* means every longer path and not the path that it follows', () => {
  fc.assert(
    fc.property(paths, paths, (segments, rest) => {
      const meant = compilePattern(`/${segments.join('/')}/*`);
      assert.ok(meant(`/${[...segments, ...rest].join('/')}`));
      assert.equal(meant(`/${segments.join('/')}`), false);
    }),
  );
});
