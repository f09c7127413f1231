import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { systemRandom } from '../../kernel/crypto/random.ts';
import type { Subject } from '../freshness/index.ts';
import { KnownCredentials } from './known-credentials.ts';
import type { Snapshot } from './verdict.ts';

const snapshotOf = (credentialId: string): Snapshot => ({
  credentialId,
  kind: 'pat',
  principal: { kind: 'anonymous' },
  ownerDisabled: false,
  revokedAt: null,
  secretValidUntil: null,
  expiresAt: null,
  allows: () => true,
});

const create = (max = 100) => new KnownCredentials({ max, random: systemRandom });

function remember(known: KnownCredentials, name: string, ...subjects: readonly Subject[]): string {
  const digest = known.digest(name);
  known.beginLoad(digest).finish(snapshotOf(name), subjects);
  return digest;
}

test('what was loaded is known, under the digest of its token alone', () => {
  const known = create();
  const digest = remember(known, 'token', 'credential:1');
  assert.equal(known.has(digest), true);
  assert.equal(known.get(digest)?.credentialId, 'token');
  assert.equal(known.has(known.digest('another token')), false);
});

test('a digest is of no use in another process, and holds nothing of the token', () => {
  const token = 'tr_pat_abcdefgh.0123456789';
  const digest = create().digest(token);
  assert.notEqual(digest, create().digest(token));
  assert.ok(!digest.includes('abcdefgh'));
  assert.equal(digest.length, 43);
});

test('never more than its bound, and the one that was not used for longest goes first', () => {
  const known = create(3);
  const [a, b, c] = ['a', 'b', 'c'].map((name) => remember(known, name, `credential:${name}`));
  assert.ok(a && b && c);
  known.get(a);
  const d = remember(known, 'd', 'credential:d');
  assert.equal(known.size, 3);
  assert.deepEqual(
    [a, b, c, d].map((digest) => known.has(digest)),
    [true, false, true, true],
  );
});

test('a change of a subject drops every snapshot that depends on it, and no other', () => {
  const known = create();
  const mine = [
    remember(known, 'a', 'credential:a', 'user:1'),
    remember(known, 'b', 'credential:b', 'user:1'),
    remember(known, 'c', 'credential:c', 'user:2'),
  ];
  known.evict('user:1');
  assert.deepEqual(
    mine.map((digest) => known.has(digest)),
    [false, false, true],
  );
  known.evict('credential:c');
  assert.equal(known.size, 0);
  known.evict('user:1');
});

test('what changes while it is being loaded is not kept: it may have been read before the change', () => {
  const known = create();
  const digest = known.digest('token');
  const load = known.beginLoad(digest);
  known.evict('user:1');
  load.finish(snapshotOf('token'), ['credential:1', 'user:1']);
  assert.equal(known.has(digest), false);
});

test('a change of something else does not keep a load from being kept', () => {
  const known = create();
  const digest = known.digest('token');
  const load = known.beginLoad(digest);
  known.evict('user:2');
  load.finish(snapshotOf('token'), ['credential:1', 'user:1']);
  assert.equal(known.has(digest), true);
});

test('a load during which everything was dropped is not kept', () => {
  const known = create();
  const digest = known.digest('token');
  const load = known.beginLoad(digest);
  known.evictAll();
  load.finish(snapshotOf('token'), ['credential:1']);
  assert.equal(known.has(digest), false);
});

test('a load that was abandoned leaves nothing; abandoning one that has finished harms nothing', () => {
  const known = create();
  const digest = known.digest('token');
  known.beginLoad(digest).abandon();
  assert.equal(known.size, 0);
  const load = known.beginLoad(digest);
  load.finish(snapshotOf('token'), ['credential:1']);
  load.abandon();
  assert.equal(known.has(digest), true);
});

test('a snapshot that is loaded again under other subjects answers to those, and no more to the old ones', () => {
  const known = create();
  const digest = remember(known, 'token', 'project:1');
  remember(known, 'token', 'project:2');
  known.evict('project:1');
  assert.equal(known.has(digest), true);
  known.evict('project:2');
  assert.equal(known.has(digest), false);
});

test('dropping everything leaves nothing', () => {
  const known = create();
  for (let index = 0; index < 50; index += 1) remember(known, `token ${index}`, 'user:1');
  known.evictAll();
  assert.equal(known.size, 0);
});

test('the index of subjects does not grow beyond what is held', () => {
  const known = create(2);
  for (let index = 0; index < 2000; index += 1) remember(known, `${index}`, `user:${index}`, 'organization:1');
  assert.equal(known.size, 2);
  assert.equal(known.subjectCount, 3);
  known.evictAll();
  assert.equal(known.subjectCount, 0);
});

type Step = readonly ['load', token: number, subject: number] | readonly ['evict', subject: number] | readonly ['all'];
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant('load' as const), fc.nat({ max: 5 }), fc.nat({ max: 3 })) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('evict' as const), fc.nat({ max: 3 })) },
  { weight: 1, arbitrary: fc.constant(['all'] as const) },
);

test('it agrees with a plain map, whatever is loaded, changed and dropped in whatever order', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 60 }), (script) => {
      const known = create();
      const model = new Map<number, number>();
      for (const step of script) {
        if (step[0] === 'load') {
          remember(known, `${step[1]}`, `user:${step[2]}`, `credential:${step[1]}`);
          model.set(step[1], step[2]);
        } else if (step[0] === 'evict') {
          known.evict(`user:${step[1]}`);
          for (const [token, subject] of model) if (subject === step[1]) model.delete(token);
        } else {
          known.evictAll();
          model.clear();
        }
        for (let token = 0; token < 6; token += 1) {
          assert.equal(known.has(known.digest(`${token}`)), model.has(token));
        }
      }
      assert.equal(known.size, model.size);
      assert.equal(known.subjectCount, new Set([...model].flatMap(([t, s]) => [`u${s}`, `c${t}`])).size);
    }),
  );
});
