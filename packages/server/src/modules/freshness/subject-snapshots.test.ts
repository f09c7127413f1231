import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allHolders } from './freshness.ts';
import { SubjectSnapshots } from './subject-snapshots.ts';

const policy = 'rate-limit-policy:1';
const snapshot = { name: 'as read' };

function keep(snapshots: SubjectSnapshots<object>, subject: `rate-limit-policy:${string}`): void {
  snapshots.beginLoad(subject).finish(snapshot);
}

test('a snapshot is kept under its subject until the subject changes', () => {
  const snapshots = new SubjectSnapshots<object>(10);
  keep(snapshots, policy);
  snapshots.evict('rate-limit-policy:2');
  assert.equal(snapshots.get(policy), snapshot);
  snapshots.evict(policy);
  assert.equal(snapshots.get(policy), undefined);
});

test('what was being loaded while its subject changed is not kept', () => {
  for (const evict of ['one', 'all'] as const) {
    const snapshots = new SubjectSnapshots<object>(10);
    const load = snapshots.beginLoad(policy);
    if (evict === 'one') snapshots.evict(policy);
    else snapshots.evictAll();
    load.finish(snapshot);
    assert.equal(snapshots.get(policy), undefined);
  }
});

test('a load is spoilt by its own subject alone, and a later one by nothing that came before it', () => {
  const snapshots = new SubjectSnapshots<object>(10);
  const load = snapshots.beginLoad(policy);
  snapshots.evict('rate-limit-policy:2');
  load.finish(snapshot);
  assert.equal(snapshots.get(policy), snapshot);
  snapshots.evict(policy);
  keep(snapshots, policy);
  assert.equal(snapshots.get(policy), snapshot);
});

test('a load that was abandoned keeps nothing', () => {
  const snapshots = new SubjectSnapshots<object>(10);
  const load = snapshots.beginLoad(policy);
  load.abandon();
  load.finish(snapshot);
  assert.equal(snapshots.get(policy), undefined);
});

test('no more are kept than was said', () => {
  const snapshots = new SubjectSnapshots<object>(3);
  for (let index = 0; index < 10; index += 1) keep(snapshots, `rate-limit-policy:${index}`);
  const kept = Array.from({ length: 10 }, (_, index) => snapshots.get(`rate-limit-policy:${index}`) !== undefined);
  assert.deepEqual(kept.filter(Boolean).length, 3);
});

test('several holders are each told of every change', () => {
  const [one, other] = [new SubjectSnapshots<object>(10), new SubjectSnapshots<object>(10)];
  const all = allHolders(one, other);
  for (const evict of [() => all.evict(policy), () => all.evictAll()]) {
    keep(one, policy);
    keep(other, policy);
    evict();
    assert.deepEqual([one.get(policy), other.get(policy)], [undefined, undefined]);
  }
});
