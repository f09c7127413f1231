import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sha256Base64Url } from '../../kernel/crypto/digest.ts';
import type { AuditEvent } from './audit-event.ts';
import { chainEvents, hashEvent } from './chain.ts';
import { anyEvent, sampleEvent } from './sample-event.fixture.ts';

const start = { sequence: 0, hash: '' };

test('the hash is SHA-256 over the hash before, the place and every field, so that it can be computed elsewhere', () => {
  const event = sampleEvent();
  const text = `["before",7,1700000000000,"credential.use","pat","user-1","credential-1","pat","credential-1",null,"project-1","organization-1","GET","/api/v1/projects/project-1",200,"192.0.2.7","curl/8","${'0'.repeat(32)}","{}"]`;
  assert.equal(hashEvent('before', 7, event), sha256Base64Url(text));
});

test('the hash is another one when any field, the place or the hash before is', () => {
  const event = sampleEvent();
  const hash = hashEvent('before', 7, event);
  for (const field of Object.keys(event) as (keyof AuditEvent)[]) {
    const other = {
      ...event,
      [field]: typeof event[field] === 'number' ? Number(event[field]) + 1 : `${event[field]}x`,
    };
    assert.notEqual(hashEvent('before', 7, other), hash, field);
  }
  assert.notEqual(hashEvent('before', 8, event), hash);
  assert.notEqual(hashEvent('other', 7, event), hash);
});

test('text cannot be moved from one field into the next, and null is not the text null', () => {
  const hash = (fields: Partial<AuditEvent>) => hashEvent('', 1, sampleEvent(fields));
  assert.notEqual(hash({ targetKind: 'pat', targetId: '","x' }), hash({ targetKind: 'pat","', targetId: 'x' }));
  assert.notEqual(hash({ projectId: null }), hash({ projectId: 'null' }));
});

test('chaining in several steps is chaining in one: places follow each other, each hash holds the one before', () => {
  const events = fc.array(
    anyEvent.map((event) => ({ ...event, at: 1 })),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(events, events, (first, second) => {
      const whole = chainEvents(start, [...first, ...second]);
      const head = chainEvents(start, first);
      assert.deepEqual([...head, ...chainEvents(head.at(-1) ?? start, second)], whole);
      assert.deepEqual(
        whole.map(({ sequence }) => sequence),
        whole.map((_, index) => index + 1),
      );
      whole.forEach((event, index) => {
        assert.equal(event.hash, hashEvent(whole[index - 1]?.hash ?? '', index + 1, event));
      });
    }),
  );
});
