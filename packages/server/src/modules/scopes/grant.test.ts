import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@keywright/contract';
import fc from 'fast-check';
import { loadPlatform } from '../../platform.ts';
import { grantScopes } from './grant.ts';
import { catalogues, scopesOf } from './random-platform.fixture.ts';

const translately = loadPlatform('translately');
const member = translately.roleScopes('MEMBER');
const owner = translately.roleScopes('OWNER');

function refusal(work: () => unknown): AppError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

const granted: readonly (readonly [what: string, requested: string[], held: ReadonlySet<string>, scopes: string[]])[] =
  [
    ['nothing to somebody who holds nothing', [], new Set(), []],
    ['what is held', ['keys.read'], member, ['keys.read']],
    ['a scope whose implied scope is held too', ['keys.write'], member, ['keys.write']],
    ['sorted', ['tm.read', 'keys.read', 'ai.suggest'], member, ['ai.suggest', 'keys.read', 'tm.read']],
    ['without duplicates', ['keys.read', 'tm.read', 'keys.read'], member, ['keys.read', 'tm.read']],
    ['everything to an owner', [...owner].reverse(), owner, [...owner].sort()],
  ];
for (const [what, requested, held, scopes] of granted) {
  test(`granted: ${what}`, () => assert.deepEqual(grantScopes(translately, requested, held), scopes));
}

test('a scope that the platform does not have is UNKNOWN_SCOPE with that scope, before anything else is said', () => {
  const error = refusal(() => grantScopes(translately, ['org.write', 'keys.fly', 'moon.read'], member));
  assert.equal(error?.code, 'UNKNOWN_SCOPE');
  assert.deepEqual(error.details, { token: 'keys.fly' });
});

for (const name of ['__proto__', 'constructor', 'toString', '', 'KEYS.READ', ' keys.read', 'keys.read ']) {
  test(`${JSON.stringify(name)} is no scope`, () => {
    assert.equal(refusal(() => grantScopes(translately, [name], owner))?.code, 'UNKNOWN_SCOPE');
  });
}

test('an escalation names sorted what was requested, what of it is held, and what is missing', () => {
  const error = refusal(() => grantScopes(translately, ['tm.read', 'org.write', 'api-keys.write', 'tm.read'], member));
  assert.equal(error?.code, 'SCOPE_ESCALATION');
  assert.deepEqual(error.details, {
    requested: ['api-keys.write', 'org.write', 'tm.read'],
    held: ['tm.read'],
    missing: ['api-keys.write', 'org.write'],
  });
});

test('what a scope implies must be held as well: a right cannot be had by implication', () => {
  const error = refusal(() => grantScopes(translately, ['keys.write'], new Set(['keys.write'])));
  assert.deepEqual(error?.details.missing, ['keys.read']);
});

const cases = catalogues.chain((catalogue) =>
  fc.tuple(fc.constant(catalogue), scopesOf(catalogue), scopesOf(catalogue), fc.boolean()),
);

test('a grant is refused exactly where the requested scopes, expanded, are no subset of what is held', () => {
  fc.assert(
    fc.property(cases, ([catalogue, requested, seeds, expanded]) => {
      const held = expanded ? catalogue.expand(seeds) : new Set(seeds);
      const error = refusal(() => grantScopes(catalogue, requested, held));
      assert.equal(error === undefined, catalogue.expand(requested).isSubsetOf(held));
      if (error !== undefined) assert.equal(error.code, 'SCOPE_ESCALATION');
    }),
  );
});

test('what is granted is what was requested: sorted, each once, and all of it held', () => {
  fc.assert(
    fc.property(cases, ([catalogue, requested, seeds]) => {
      const held = catalogue.expand([...seeds, ...requested]);
      const scopes = grantScopes(catalogue, requested, held);
      assert.deepEqual(scopes, [...new Set(requested)].sort());
      assert.ok(new Set(scopes).isSubsetOf(held));
    }),
  );
});
