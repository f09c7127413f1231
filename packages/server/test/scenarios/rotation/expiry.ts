import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toInstant } from '../../../src/kernel/instant.ts';
import { patsPath } from '../../acceptance/002/calls.ts';
import { TestApp } from '../../harness.ts';
import { dayMs, frozen, hourMs, kinds, names, refusedAs, type Start, Subject } from './calls.ts';

const at = toInstant;

export function theExpiry(start: Start): void {
  describe('the expiry', () => {
    for (const kind of kinds) {
      it(`the expiry of ${names[kind]} stays unless a new one is given, which may be never`, async () => {
        const app = await start();
        const expiresAt = at(app.clock.now() + hourMs);
        const later = at(app.clock.now() + dayMs);
        const subject = await Subject.mint(app, kind, { expiresAt });
        assert.equal((await subject.rotate()).reply.body.expiresAt, expiresAt);
        assert.equal((await subject.rotate({ expiresAt: later })).reply.body.expiresAt, later);
        assert.equal((await subject.rotate({ expiresAt: null })).reply.body.expiresAt, null);
      });

      it(`a new expiry of ${names[kind]} that is past is refused, and nothing is rotated`, async () => {
        const app = await start();
        const subject = await Subject.mint(app, kind);
        refusedAs(await subject.tryRotate({ expiresAt: at(app.clock.now() - 1) }), 400, 'VALIDATION_FAILED');
        refusedAs(await subject.tryRotate({ expiresAt: 'tomorrow' }), 400, 'VALIDATION_FAILED');
        await subject.works(subject.minted.secret);
      });

      it(`${names[kind]} that has expired is rotated with a new expiry alone, and its old secret does not come back`, async () => {
        const app = await start();
        await frozen(app, async (clock) => {
          const subject = await Subject.mint(app, kind, { expiresAt: at(clock.now() + hourMs) });
          await subject.works(subject.minted.secret);
          clock.setNow(clock.now() + hourMs);
          refusedAs(await subject.present(subject.minted.secret), 401, 'CREDENTIAL_EXPIRED');
          refusedAs(await subject.tryRotate(), 409, 'CREDENTIAL_ENDED');
          const renewal = { expiresAt: at(clock.now() + hourMs), gracePeriodSeconds: 600 };
          const { secret, graceEndsAt } = await subject.rotate(renewal);
          assert.equal(graceEndsAt, null);
          await subject.works(secret);
          await subject.ended(subject.minted.secret);
        });
      });
    }
  });
}

export function platformsThatAllowLess(): void {
  describe('platforms that allow less', () => {
    it('where every credential must expire, a rotation cannot take the expiry away', async () => {
      const app = await TestApp.start('sqlite', { platform: 'pontoon' });
      try {
        const { authorization } = await app.admin();
        const draft = { name: 'pat', expiresAt: at(app.clock.now() + dayMs) };
        const minted = await app.call('POST', patsPath, { authorization, body: draft });
        const path = `${patsPath}/${minted.body.id}/rotate`;
        const rotate = (body: object) => app.call('POST', path, { authorization, body });
        refusedAs(await rotate({ expiresAt: null }), 400, 'VALIDATION_FAILED');
        refusedAs(await rotate({ expiresAt: at(app.clock.now() + 366 * dayMs) }), 400, 'VALIDATION_FAILED');
        assert.equal((await rotate({ expiresAt: at(app.clock.now() + 364 * dayMs) })).status, 200);
      } finally {
        await app.close();
      }
    });

    it('where no grace is allowed, none is given, whatever is asked for', async () => {
      const app = await TestApp.start('sqlite', { platform: 'api-testing' });
      try {
        const owner = await app.admin();
        const { id, authorization } = await app.pat(owner, ['read:projects']);
        const path = `${patsPath}/${id}/rotate`;
        const body = { gracePeriodSeconds: 3600 };
        const rotated = await app.call('POST', path, { authorization: owner.authorization, body });
        assert.deepEqual([rotated.status, rotated.body.graceEndsAt], [200, null], rotated.text);
        refusedAs(await app.call('GET', '/api/v1/scopes', { authorization }), 401, 'CREDENTIAL_REVOKED');
      } finally {
        await app.close();
      }
    });
  });
}
