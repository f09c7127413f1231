import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { secretHalf } from '../../acceptance/002/calls.ts';
import { kinds, names, refusedAs, type Start, Subject } from './calls.ts';

export function replacingASecret(start: Start): void {
  describe('replacing a secret', () => {
    for (const kind of kinds) {
      it(`rotating ${names[kind]} keeps its id, prefix and fields, and shows a new secret behind the same prefix`, async () => {
        const app = await start();
        const subject = await Subject.mint(app, kind, { name: 'kept', note: 'kept too' });
        const { reply, secret, graceEndsAt } = await subject.rotate();
        const { secret: former, ...fields } = subject.minted.reply;
        assert.deepEqual(reply.body, { ...fields, secret, graceEndsAt });
        assert.equal(graceEndsAt, null);
        assert.notEqual(secret, former);
        assert.ok(secret.startsWith(`${subject.minted.prefix}.`));
        assert.equal(reply.headers.get('cache-control'), 'no-store');
      });

      it(`rotated, ${names[kind]} answers to the new secret, and the old one is dead on the very next request`, async () => {
        const subject = await Subject.mint(await start(), kind);
        let secret = subject.minted.secret;
        for (let round = 0; round < 20; round += 1) {
          await subject.works(secret);
          const rotated = await subject.rotate();
          await subject.ended(secret);
          await subject.works(rotated.secret);
          secret = rotated.secret;
        }
      });

      it(`the secrets of ${names[kind]} are in the one reply, and in no listing, log line or audit event`, async () => {
        const app = await start();
        const subject = await Subject.mint(app, kind);
        const { secret } = await subject.rotate();
        await subject.works(secret);
        await subject.ended(subject.minted.secret);
        const { owner, path } = subject;
        const listings = [path, path.slice(0, path.lastIndexOf('/')), `/api/v1/admin/credentials/${subject.minted.id}`];
        const texts = await Promise.all(listings.map(async (at) => (await app.call('GET', at, owner)).text));
        assert.ok(texts.every((text) => text.includes(subject.minted.id)));
        const events = await subject.rotations();
        assert.equal(events.length, 1);
        const everything = [...texts, ...app.logs, JSON.stringify(events)].join('\n');
        for (const shown of [secret, subject.minted.secret]) {
          assert.ok(!everything.includes(secretHalf({ ...subject.minted, secret: shown })));
        }
      });

      it(`rotating ${names[kind]} is one audit event, ${kind}.rotate, of who did it`, async () => {
        const subject = await Subject.mint(await start(), kind);
        await subject.rotate();
        const [event, ...more] = await subject.rotations();
        assert.deepEqual(more, []);
        assert.deepEqual(
          [event?.actorUserId, event?.targetKind, event?.targetId, event?.status, event?.method],
          [subject.owner.userId, kind, subject.minted.id, 200, 'POST'],
        );
      });

      it(`revoking ${names[kind]} ends both of its secrets while a grace lasts`, async () => {
        const subject = await Subject.mint(await start(), kind);
        const { secret } = await subject.rotate({ gracePeriodSeconds: 3600 });
        await subject.works(subject.minted.secret);
        await subject.works(secret);
        const revoked = await subject.app.call('DELETE', subject.path, subject.owner);
        assert.equal(revoked.status, 204, revoked.text);
        await subject.ended(subject.minted.secret);
        await subject.ended(secret);
      });

      it(`${names[kind]} that was revoked cannot be rotated`, async () => {
        const subject = await Subject.mint(await start(), kind);
        await subject.app.call('DELETE', subject.path, subject.owner);
        refusedAs(await subject.tryRotate(), 409, 'CREDENTIAL_ENDED');
        refusedAs(await subject.tryRotate({ expiresAt: null }), 409, 'CREDENTIAL_ENDED');
        assert.deepEqual(await subject.rotations(), []);
      });
    }

    it('somebody else’s PAT is not found, and goes on working', async () => {
      const app = await start();
      const subject = await Subject.mint(app, 'pat');
      refusedAs(await subject.tryRotate({}, { by: await app.person('acme', 'OWNER') }), 404, 'NOT_FOUND');
      await subject.works(subject.minted.secret);
    });

    it('an API key is not found by strangers, nor under another project', async () => {
      const app = await start();
      const subject = await Subject.mint(app, 'api-key');
      const other = await app.tenant('rotation-other');
      const stranger = await app.person('rotation-other', 'OWNER');
      refusedAs(await subject.tryRotate({}, { by: stranger }), 404, 'NOT_FOUND');
      const path = `/api/v1/projects/${other.projectId}/api-keys/${subject.minted.id}/rotate`;
      refusedAs(await app.call('POST', path, { ...subject.owner, body: {} }), 404, 'NOT_FOUND');
      await subject.works(subject.minted.secret);
    });

    it('a rotation by PATCH of the tokens family is the same one, and its reply can be had again byte for byte', async () => {
      const app = await start();
      const subject = await Subject.mint(app, 'pat');
      const rotate = () =>
        app.call('PATCH', `/api/v1/tokens/${subject.minted.id}`, {
          authorization: subject.owner.authorization,
          headers: { 'idempotency-key': 'tokens-family' },
          body: { action: 'rotate', grace_period_seconds: 60 },
        });
      const rotated = await rotate();
      assert.equal(rotated.status, 200, rotated.text);
      assert.deepEqual([rotated.body.id, rotated.body.token_prefix], [subject.minted.id, subject.minted.prefix]);
      assert.ok(Date.parse(rotated.body.grace_ends_at) > Date.now());
      assert.equal((await rotate()).text, rotated.text);
      await subject.works(subject.minted.secret);
      await subject.works(rotated.body.token);
      assert.equal((await subject.rotations()).length, 1);
    });
  });
}
