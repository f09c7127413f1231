import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseList } from 'structured-headers';
import { MemoryCounters } from './counters.ts';
import { type Touched, toHeaders } from './headers.ts';
import { type CompiledPolicy, compilePolicy, toTitle } from './policy.ts';
import { type Rule, requireRules } from './rule.ts';

const start = 1_776_500_000_000;
const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

const compile = (name: string, rules: readonly Rule[]): CompiledPolicy =>
  compilePolicy({ id, projectId: 'p', name, rules });
const limitsIn = (policy: CompiledPolicy) => policy.rules.flatMap(({ limits }) => limits);

/** The items of a header by an independent reading of RFC 9651: name and parameters. */
function read(header: string): [name: string, parameters: Record<string, unknown>][] {
  return parseList(header).map(([item, parameters]) => {
    assert.equal(typeof item, 'string', 'an item is an sf-string');
    return [String(item), Object.fromEntries(parameters)];
  });
}

const untouched = (policy: CompiledPolicy, suffix = ''): Touched[] =>
  limitsIn(policy).map((limit) => ({ limit, suffix, remaining: limit.burst, resetMs: 0 }));

test('the policy of the document: ten at most in any ten seconds', () => {
  const policy = compile('strict-ci', [{ per_minute: 60, burst: 10, per: 'token' }]);
  const headers = toHeaders(untouched(policy));
  assert.equal(headers['ratelimit-policy'], '"strict-ci";q=10;w=10');
  assert.equal(headers.ratelimit, '"strict-ci";r=10;t=0');
});

const anyRules: fc.Arbitrary<readonly Rule[]> = fc.array(
  fc
    .record({
      per_second: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
      per_minute: fc.integer({ min: 1, max: 1_000_000 }),
      per_day: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
      burst: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
      per: fc.constant('token' as const),
    })
    .map((rule) => JSON.parse(JSON.stringify(rule)) as Rule),
  { minLength: 1, maxLength: 13 },
);
const anyName = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 128 }),
  fc.string({ minLength: 1, maxLength: 128 }),
);

test('whatever a policy is called, its headers are lists of RFC 9651 with no name twice, and say q, w, r and t', () => {
  fc.assert(
    fc.property(anyName, anyRules, (name, rules) => {
      requireRules(rules);
      const policy = compile(name, rules);
      const headers = toHeaders(untouched(policy));
      const [policies, standings] = [read(headers['ratelimit-policy']), read(headers.ratelimit)];
      const names = policies.map(([item]) => item);
      assert.equal(new Set(names).size, limitsIn(policy).length);
      assert.deepEqual(
        standings.map(([item]) => item),
        names,
      );
      for (const [index, limit] of limitsIn(policy).entries()) {
        assert.deepEqual(policies[index]?.[1], { q: limit.burst, w: limit.windowSeconds });
        assert.deepEqual(standings[index]?.[1], { r: limit.burst, t: 0 });
      }
    }),
  );
});

test('two policies of one title are told apart, and titles that differ need nothing', () => {
  const rules: readonly Rule[] = [{ per_minute: 1, per: 'token' }];
  const [one, other] = [compile('a "b"', rules), compile('a _b_', rules)];
  assert.equal(one.title, other.title);
  const both = [...untouched(one, '@token'), ...untouched(other, '@project')];
  assert.deepEqual(
    read(toHeaders(both).ratelimit).map(([name]) => name),
    ['a _b_@token', 'a _b_@project'],
  );
});

test('no name can be made to look like a rule of another policy, or like one that is told apart', () => {
  fc.assert(fc.property(anyName, (name) => assert.doesNotMatch(toTitle(name, id), /[/@"\\]/)));
});

test('a name stays readable: accents go, other alphabets fall back to the id', () => {
  assert.equal(toTitle('Café – früh', id), 'Cafe _ fruh');
  assert.equal(toTitle('Строго', id), id);
  assert.equal(toTitle('strict-ci', id), 'strict-ci');
});

test('the longest headers of two policies stay far below what clients take', () => {
  const rules: Rule[] = new Array(10).fill(null).map((_each, index) => ({
    per_second: 1_000_000 - index,
    per_minute: 1,
    per_hour: 1,
    per_day: 1,
    burst: 1_000_000,
    per: 'token',
  }));
  requireRules(rules);
  const policy = compile('x'.repeat(128), rules);
  const headers = toHeaders([...untouched(policy, '@token'), ...untouched(policy, '@project')]);
  assert.ok(headers['ratelimit-policy'].length + headers.ratelimit.length < 12_000);
});

/** One client alone with a policy, deciding by nothing but the headers that it was sent last. */
function refusalsOf(
  rules: readonly Rule[],
  steps: readonly number[],
  decide: (headers: ReturnType<typeof toHeaders>, sentAt: readonly number[], now: number) => number,
): number {
  const counters = new MemoryCounters();
  const limits = limitsIn(compile('one', rules));
  const demands = limits.map((limit) => ({ key: limit.key, limit }));
  const headersOf = (standings: readonly { remaining: number; resetMs: number }[]) =>
    toHeaders(
      limits.map((limit, index) => ({ limit, suffix: '', ...(standings[index] ?? { remaining: 0, resetMs: 0 }) })),
    );
  let headers = headersOf(counters.look(demands, start));
  const sentAt: number[] = [];
  let refusals = 0;
  let now = start;
  for (const step of steps) {
    now += step;
    const allowed = decide(headers, sentAt, now);
    for (let sent = 0; sent < allowed; sent += 1) {
      const { admitted, decisions } = counters.take(demands, now);
      headers = headersOf(decisions);
      sentAt.push(now);
      if (!admitted) refusals += 1;
    }
  }
  return refusals;
}

const fewRules = fc.array(
  fc.record({
    per_second: fc.integer({ min: 1, max: 9 }),
    per_minute: fc.integer({ min: 1, max: 40 }),
    burst: fc.integer({ min: 1, max: 12 }),
    per: fc.constant('token' as const),
  }),
  { minLength: 1, maxLength: 3 },
);
const gaps = fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 3000 }), fc.nat({ max: 90_000 })), {
  minLength: 1,
  maxLength: 60,
});

test('a client that sends at most q in any w seconds is never refused', () => {
  const keepingTo = (headers: ReturnType<typeof toHeaders>, sentAt: readonly number[], now: number): number => {
    const allowed = read(headers['ratelimit-policy']).map(([, { q, w }]) => {
      const within = sentAt.filter((at) => now - at < Number(w) * 1000).length;
      return Number(q) - within;
    });
    return Math.max(0, Math.min(...allowed));
  };
  fc.assert(fc.property(fewRules, gaps, (rules, steps) => assert.equal(refusalsOf(rules, steps, keepingTo), 0)));
});

test('a client that sends at most the r of the last answer is never refused', () => {
  const keepingTo = (headers: ReturnType<typeof toHeaders>): number =>
    Math.min(...read(headers.ratelimit).map(([, { r }]) => Number(r)));
  fc.assert(fc.property(fewRules, gaps, (rules, steps) => assert.equal(refusalsOf(rules, steps, keepingTo), 0)));
});

test('a client that was told r=0 and waits the longest t is not refused', () => {
  let waitUntil = start;
  const keepingTo = (headers: ReturnType<typeof toHeaders>, sentAt: readonly number[], now: number): number => {
    const items = read(headers.ratelimit).map(([, { r, t }]) => ({ r: Number(r), t: Number(t) }));
    const used = items.filter(({ r }) => r === 0);
    if (used.length > 0) waitUntil = Math.max(...used.map(({ t }) => (sentAt.at(-1) ?? 0) + t * 1000));
    return now >= waitUntil ? 1 : 0;
  };
  fc.assert(
    fc.property(fewRules, gaps, (rules, steps) => {
      waitUntil = start;
      assert.equal(refusalsOf(rules, steps, keepingTo), 0);
    }),
  );
});
