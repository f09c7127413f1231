import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readScopes, requireOneTarget } from './guard-rule.ts';

describe('a guard’s rule', () => {
  it('asks for all scopes, or for any of them', () => {
    assert.deepEqual(readScopes({ scopes: ['a', 'b'] }), { all: ['a', 'b'] });
    assert.deepEqual(readScopes({ scopes: [] }), { all: [] });
    assert.deepEqual(readScopes({ anyScope: ['a'] }), { any: ['a'] });
  });

  it('does not change with the list that it was given', () => {
    const scopes = ['a'];
    const asked = readScopes({ scopes });
    scopes.pop();
    assert.deepEqual(asked, { all: ['a'] });
  });

  it('is refused where the gate could not be asked about it, so that nothing starts unguarded', () => {
    const wrong: readonly unknown[] = [
      {},
      { scopes: ['a'], anyScope: ['a'] },
      { scopes: 'keys.write' },
      { scopes: [''] },
      { scopes: [undefined] },
      { scopes: ['x'.repeat(65)] },
      { scopes: Array(51).fill('a') },
      { anyScope: [] },
    ];
    for (const rule of wrong) {
      assert.throws(() => readScopes(rule as Parameters<typeof readScopes>[0]), TypeError, JSON.stringify(rule));
    }
  });

  it('is about a project, an organization or nothing', () => {
    for (const rule of [{}, { project: () => 'p1' }, { organization: () => 'acme' }]) requireOneTarget(rule);
  });

  it('is refused where it is about both, or about what could be found in no request', () => {
    const name = () => 'acme';
    const wrong: readonly unknown[] = [
      { project: name, organization: name },
      { project: 'p1' },
      { organization: 'acme' },
      { project: null },
      { organization: null },
    ];
    for (const rule of wrong) {
      assert.throws(
        () => requireOneTarget(rule as Parameters<typeof requireOneTarget>[0]),
        TypeError,
        Object.keys(Object(rule)).join(),
      );
    }
  });
});
