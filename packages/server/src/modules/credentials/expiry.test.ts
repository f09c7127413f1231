import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@keywright/contract';
import { loadPlatform } from '../../platform.ts';
import { toExpiry } from './expiry.ts';

const now = Date.parse('2026-04-19T10:00:00Z');
const dayMs = 86_400_000;
const at = (offsetMs: number) => new Date(now + offsetMs).toISOString();

interface Case {
  readonly what: string;
  readonly requested: string | null | undefined;
  readonly required?: boolean;
  readonly maximumDays?: number;
  readonly parentExpiresAt?: number;
  /** The expiry, null for never, or the code of the refusal. */
  readonly gives: number | null | string;
}

const cases: readonly Case[] = [
  { what: 'absent: never', requested: undefined, gives: null },
  { what: 'null: never', requested: null, gives: null },
  { what: 'an instant', requested: at(dayMs), gives: now + dayMs },
  { what: 'to the millisecond', requested: at(dayMs + 1), gives: now + dayMs + 1 },
  { what: 'with an offset', requested: '2026-04-20T12:00:00+02:00', gives: now + dayMs },
  { what: 'in one millisecond', requested: at(1), gives: now + 1 },
  { what: 'now is not the future', requested: at(0), gives: 'MUST_BE_FUTURE' },
  { what: 'past', requested: at(-1), gives: 'MUST_BE_FUTURE' },
  { what: 'long past', requested: '1970-01-01T00:00:00Z', gives: 'MUST_BE_FUTURE' },
  { what: 'no instant: a leap second', requested: '2026-06-30T23:59:60Z', gives: 'WRONG_FORMAT' },
  { what: 'no instant: text', requested: 'tomorrow', gives: 'WRONG_FORMAT' },
  { what: 'no instant: empty', requested: '', gives: 'WRONG_FORMAT' },
  { what: 'required and absent', requested: undefined, required: true, gives: 'REQUIRED' },
  { what: 'required and null', requested: null, required: true, gives: 'REQUIRED' },
  { what: 'required and given', requested: at(dayMs), required: true, gives: now + dayMs },
  { what: 'the last moment that is allowed', requested: at(30 * dayMs), maximumDays: 30, gives: now + 30 * dayMs },
  { what: 'a millisecond beyond it', requested: at(30 * dayMs + 1), maximumDays: 30, gives: 'TOO_LATE' },
  { what: 'a maximum alone requires none', requested: null, maximumDays: 30, gives: null },
  {
    what: 'a child without expiry of a parent with',
    requested: null,
    parentExpiresAt: now + 5,
    gives: 'BEYOND_PARENT',
  },
  { what: 'a child that says nothing', requested: undefined, parentExpiresAt: now + 5, gives: 'BEYOND_PARENT' },
  { what: 'a child that ends with its parent', requested: at(5), parentExpiresAt: now + 5, gives: now + 5 },
  { what: 'a child that ends before', requested: at(4), parentExpiresAt: now + 5, gives: now + 4 },
  { what: 'a child that ends after', requested: at(6), parentExpiresAt: now + 5, gives: 'BEYOND_PARENT' },
];

const { platform } = loadPlatform('translately');

for (const { what, requested, required = false, maximumDays, parentExpiresAt, gives } of cases) {
  test(`expiry: ${what}: ${typeof gives === 'string' ? `refused, ${gives}` : gives === null ? 'never' : 'taken'}`, () => {
    const expiry = { required, presetsDays: [], ...(maximumDays === undefined ? {} : { maximumDays }) };
    const work = () =>
      toExpiry(requested, { now, platform: { ...platform, expiry }, parentExpiresAt: parentExpiresAt ?? null });
    if (typeof gives !== 'string') {
      assert.equal(work(), gives);
      return;
    }
    assert.throws(work, (error) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.code, 'VALIDATION_FAILED');
      const [field, ...more] = error.details.fields as readonly { path: string; code: string }[];
      assert.deepEqual(more, []);
      assert.equal(field?.path, 'expiresAt');
      assert.equal(field?.code, gives);
      return true;
    });
  });
}
