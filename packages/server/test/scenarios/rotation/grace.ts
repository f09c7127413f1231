import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toInstant } from '../../../src/kernel/instant.ts';
import { dayMs, frozen, hourMs, kinds, names, type Start, Subject } from './calls.ts';

const at = toInstant;

export function theGracePeriod(start: Start): void {
  describe('the grace period', () => {
    for (const kind of kinds) {
      it(`the old secret of ${names[kind]} works to the last millisecond of its grace, and not after`, async () => {
        const app = await start();
        await frozen(app, async (clock) => {
          const subject = await Subject.mint(app, kind);
          const { secret, graceEndsAt } = await subject.rotate({ gracePeriodSeconds: 600 });
          const end = clock.now() + 600_000;
          assert.equal(graceEndsAt, at(end));
          await subject.works(subject.minted.secret);
          clock.setNow(end - 1);
          await subject.works(subject.minted.secret);
          clock.setNow(end);
          await subject.ended(subject.minted.secret);
          await subject.works(secret);
        });
      });

      it(`a grace of ${names[kind]} lasts as long as the platform allows, however long it was asked for`, async () => {
        const app = await start();
        await frozen(app, async (clock) => {
          const subject = await Subject.mint(app, kind);
          const { secret, graceEndsAt } = await subject.rotate({ gracePeriodSeconds: 30 * 24 * 3600 });
          const end = clock.now() + 7 * dayMs;
          assert.equal(graceEndsAt, at(end));
          clock.setNow(end - 1);
          await subject.works(subject.minted.secret);
          clock.setNow(end);
          await subject.ended(subject.minted.secret);
          await subject.works(secret);
        });
      });

      it(`a grace of ${names[kind]} does not outlast its expiry, neither the old nor the new one`, async () => {
        const app = await start();
        await frozen(app, async (clock) => {
          const sooner = at(clock.now() + hourMs);
          const later = at(clock.now() + 2 * hourMs);
          const grace = { gracePeriodSeconds: dayMs / 1000 };
          const subject = await Subject.mint(app, kind, { expiresAt: sooner });
          assert.equal((await subject.rotate({ ...grace, expiresAt: later })).graceEndsAt, sooner);
          assert.equal((await subject.rotate({ ...grace, expiresAt: sooner })).graceEndsAt, sooner);
        });
      });

      it(`both secrets of ${names[kind]} work side by side while the grace lasts`, async () => {
        const subject = await Subject.mint(await start(), kind);
        const { secret } = await subject.rotate({ gracePeriodSeconds: 600 });
        for (let round = 0; round < 3; round += 1) {
          await subject.works(secret);
          await subject.works(subject.minted.secret);
        }
      });

      it(`with endGraceOnFirstUse, the new secret’s first use ends the old one of ${names[kind]}, and nothing before it does`, async () => {
        const subject = await Subject.mint(await start(), kind);
        await subject.works(subject.minted.secret);
        const { secret } = await subject.rotate({ gracePeriodSeconds: 600, endGraceOnFirstUse: true });
        await subject.works(subject.minted.secret);
        await subject.works(subject.minted.secret);
        await subject.works(secret);
        await subject.ended(subject.minted.secret);
        await subject.works(secret);
      });

      it(`a second rotation of ${names[kind]} during a grace ends the first old secret at once: two work at most`, async () => {
        const subject = await Subject.mint(await start(), kind);
        const first = subject.minted.secret;
        const { secret: second } = await subject.rotate({ gracePeriodSeconds: 600 });
        await subject.works(first);
        const { secret: third } = await subject.rotate({ gracePeriodSeconds: 600 });
        await subject.ended(first);
        await subject.works(second);
        await subject.works(third);
        const { secret: fourth } = await subject.rotate();
        for (const ended of [first, second, third]) await subject.ended(ended);
        await subject.works(fourth);
      });
    }
  });
}
