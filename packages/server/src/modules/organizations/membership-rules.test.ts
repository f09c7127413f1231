import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError, type ErrorCode } from '@keywright/contract';
import { loadPlatform } from '../../platform.ts';
import { requireAnotherOwner, requireRole, requireRoleWithin } from './membership-rules.ts';

const catalogue = loadPlatform('translately');
const heldBy = (role: string) => catalogue.roleScopes(role);

function codeOf(work: () => void): ErrorCode | 'allowed' {
  try {
    work();
    return 'allowed';
  } catch (error) {
    assert.ok(error instanceof AppError);
    return error.code;
  }
}

for (const role of catalogue.roles) {
  test(`${role} is a role`, () =>
    assert.equal(
      codeOf(() => requireRole(catalogue, role)),
      'allowed',
    ));
}
for (const role of ['', 'owner', 'ROOT', '__proto__', 'constructor', 'OWNER ']) {
  test(`${JSON.stringify(role)} is no role`, () => {
    assert.equal(
      codeOf(() => requireRole(catalogue, role)),
      'VALIDATION_FAILED',
    );
  });
}

/** Who may give, change or take away which role: whoever holds all that is in it. */
const ranks = ['MEMBER', 'ADMIN', 'OWNER'];
for (const [rank, by] of ranks.entries()) {
  for (const [other, role] of ranks.entries()) {
    const expected = rank >= other ? 'allowed' : 'SCOPE_ESCALATION';
    test(`with the scopes of ${by}, the role ${role} is ${expected}`, () => {
      assert.equal(
        codeOf(() => requireRoleWithin(catalogue, role, heldBy(by))),
        expected,
      );
    });
  }
}

test('holding the name of a role is not holding its scopes: one scope less, and it cannot be given', () => {
  for (const scope of heldBy('MEMBER')) {
    const held = heldBy('MEMBER').difference(new Set([scope]));
    assert.equal(
      codeOf(() => requireRoleWithin(catalogue, 'MEMBER', held)),
      'SCOPE_ESCALATION',
    );
  }
});

test('a role that the platform file no longer has holds nothing, so that anyone may take it away', () => {
  assert.equal(
    codeOf(() => requireRoleWithin(catalogue, 'DROPPED', new Set())),
    'allowed',
  );
});

const owners: readonly (readonly [role: string, count: number, expected: string])[] = [
  ['OWNER', 1, 'CONFLICT'],
  ['OWNER', 2, 'allowed'],
  ['ADMIN', 1, 'allowed'],
  ['MEMBER', 0, 'allowed'],
];
for (const [role, count, expected] of owners) {
  test(`taking the role ${role} from one of ${count} is ${expected}`, () => {
    assert.equal(
      codeOf(() => requireAnotherOwner(catalogue, role, count)),
      expected,
    );
  });
}
