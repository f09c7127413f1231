import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { atOnce, frozen, kinds, minuteMs, names, refusedAs, type Start, Subject } from './calls.ts';

const body = { gracePeriodSeconds: 60 };

export function aLostReply(start: Start): void {
  describe('a lost reply', () => {
    for (const kind of kinds) {
      it(`the reply to a rotation of ${names[kind]} can be had again under its Idempotency-Key, for ten minutes`, async () => {
        const app = await start();
        await frozen(app, async (clock) => {
          const subject = await Subject.mint(app, kind);
          const call = { idempotencyKey: randomUUID() };
          const { reply, secret } = await subject.rotate(body, call);
          const sent = clock.now();
          for (const later of [0, 10 * minuteMs - 1]) {
            clock.setNow(sent + later);
            assert.equal((await subject.rotate(body, call)).reply.text, reply.text);
          }
          await subject.works(secret);
          assert.equal((await subject.rotations()).length, 1);

          clock.setNow(sent + 10 * minuteMs);
          const anew = await subject.rotate(body, call);
          assert.notEqual(anew.secret, secret);
          assert.equal((await subject.rotations()).length, 2);
          await subject.works(anew.secret);
        });
      });

      it(`an Idempotency-Key with another request about ${names[kind]} is refused, and nothing is rotated`, async () => {
        const app = await start();
        const subject = await Subject.mint(app, kind);
        const other = await Subject.mint(app, kind);
        const call = { idempotencyKey: randomUUID() };
        const { secret } = await subject.rotate(body, call);
        refusedAs(await subject.tryRotate({}, call), 422, 'IDEMPOTENCY_MISMATCH');
        refusedAs(await subject.tryRotate({ gracePeriodSeconds: 61 }, call), 422, 'IDEMPOTENCY_MISMATCH');
        refusedAs(await other.tryRotate(body, call), 422, 'IDEMPOTENCY_MISMATCH');
        await subject.works(secret);
        await other.works(other.minted.secret);
      });

      it(`once ${names[kind]} was rotated again, the earlier reply is not had again`, async () => {
        const subject = await Subject.mint(await start(), kind);
        const call = { idempotencyKey: randomUUID() };
        await subject.rotate(body, call);
        const { secret } = await subject.rotate();
        refusedAs(await subject.tryRotate(body, call), 409, 'CONFLICT');
        await subject.works(secret);
      });

      it(`once ${names[kind]} was revoked, the earlier reply is not had again`, async () => {
        const subject = await Subject.mint(await start(), kind);
        const call = { idempotencyKey: randomUUID() };
        await subject.rotate(body, call);
        await subject.app.call('DELETE', subject.path, subject.owner);
        refusedAs(await subject.tryRotate(body, call), 409, 'CREDENTIAL_ENDED');
      });
    }

    it('nobody but the caller has the reply again: the same key from somebody else is a rotation of its own', async () => {
      const app = await start();
      const subject = await Subject.mint(app, 'api-key');
      const call = { idempotencyKey: randomUUID() };
      const { secret } = await subject.rotate({}, call);
      const anew = await subject.rotate({}, { ...call, by: await app.person('acme', 'OWNER') });
      assert.notEqual(anew.secret, secret);
      await subject.ended(secret);
      await subject.works(anew.secret);
    });

    it('an Idempotency-Key that is too short to be one is refused', async () => {
      const subject = await Subject.mint(await start(), 'pat');
      refusedAs(await subject.tryRotate({}, { idempotencyKey: 'seven77' }), 400, 'VALIDATION_FAILED');
      await subject.works(subject.minted.secret);
    });
  });
}

export function rotationsAtOnce(start: Start): void {
  describe('rotations at once', () => {
    for (const kind of kinds) {
      it(`of twenty concurrent rotations of ${names[kind]} one succeeds, the others are told so, and its secret works`, async () => {
        const app = await start();
        const subject = await Subject.mint(app, kind);
        const rotating = () => Promise.all(Array.from({ length: 20 }, () => subject.tryRotate()));
        const replies = await atOnce(app, 20, rotating);
        const [winner, ...others] = replies.toSorted((a, b) => a.status - b.status);
        assert.equal(winner?.status, 200, replies.map(({ text }) => text).join());
        for (const reply of others) refusedAs(reply, 409, 'CONFLICT');
        await subject.works(winner?.body.secret);
        await subject.ended(subject.minted.secret);
        assert.equal((await subject.rotations()).length, 1);
      });

      it(`ten concurrent requests with one Idempotency-Key rotate ${names[kind]} once and have the same reply`, async () => {
        const app = await start();
        const subject = await Subject.mint(app, kind);
        const call = { idempotencyKey: randomUUID() };
        const rotating = () => Promise.all(Array.from({ length: 10 }, () => subject.tryRotate(body, call)));
        const replies = await atOnce(app, 10, rotating);
        assert.deepEqual(
          replies.map(({ status }) => status),
          Array(10).fill(200),
        );
        assert.equal(new Set(replies.map(({ text }) => text)).size, 1);
        await subject.works(replies[0]?.body.secret);
        assert.equal((await subject.rotations()).length, 1);
      });
    }
  });
}
