import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventually } from '../../acceptance/002/calls.ts';
import { TestApp } from '../../harness.ts';
import { frozen, hourMs, kinds, names, refusedAs, type Start, Subject } from './calls.ts';

interface Told {
  readonly kind: string;
  readonly credentialId: string;
  readonly message: string;
}

/** What the owner was told of old secrets of this credential. */
async function toldOf({ app, owner, minted }: Subject): Promise<readonly Told[]> {
  const { body } = await app.call('GET', '/api/v1/users/me/notices?limit=100', owner);
  const notices: readonly Told[] = body.data;
  return notices.filter(({ kind, credentialId }) => kind === 'old-secret-used' && credentialId === minted.id);
}

const toldTimes = (subject: Subject, times: number) =>
  eventually(
    () => toldOf(subject),
    ({ length }) => length >= times,
  );

export function oldSecrets(start: Start): void {
  describe('old secrets', () => {
    for (const kind of kinds) {
      it(`an old secret of ${names[kind]} is refused as such, and its owner is told from where it came, once`, async () => {
        const subject = await Subject.mint(await start(), kind, { name: 'nightly job' });
        await subject.rotate();
        for (let time = 0; time < 5; time += 1) await subject.ended(subject.minted.secret);
        const [notice] = await toldTimes(subject, 1);
        const what = kind === 'pat' ? 'token' : 'API key';
        assert.equal(
          notice?.message,
          `An old secret of your ${what} “nightly job” was used from 127.0.0.1. It was refused.`,
        );
        await subject.ended(subject.minted.secret);
        assert.equal((await toldOf(subject)).length, 1);
      });

      it(`the owner of ${names[kind]} is told of its old secrets at most once an hour, in two processes too`, async () => {
        const app = await start();
        const { dataDir, databaseUrl } = app.config;
        const other = await TestApp.start(app.app.database.dialect, { database: { dataDir, databaseUrl } });
        try {
          await frozen(app, async (clock) => {
            const subject = await Subject.mint(app, kind);
            const { secret: second } = await subject.rotate();
            await subject.rotate();
            const present = async () => {
              for (const secret of [subject.minted.secret, second]) {
                await Promise.all([subject.ended(secret), subject.ended(secret, other)]);
              }
            };
            await present();
            await toldTimes(subject, 1);
            const told = clock.now();
            clock.setNow(told + hourMs);
            await subject.ended(subject.minted.secret);
            clock.setNow(told + hourMs + 61_000);
            await subject.ended(second);
            await toldTimes(subject, 2);
            await present();
            assert.equal((await toldOf(subject)).length, 2);
          });
        } finally {
          await other.close();
        }
      });

      it(`the secrets of ${names[kind]} of five rotations ago are known to be old; those before are unknown`, async () => {
        const subject = await Subject.mint(await start(), kind);
        const secrets = [subject.minted.secret];
        for (let round = 0; round < 6; round += 1) secrets.push((await subject.rotate()).secret);
        const [forgotten = '', ...old] = secrets.slice(0, -1);
        assert.equal(old.length, 5);
        for (const secret of old) await subject.ended(secret);
        refusedAs(await subject.present(forgotten), 401, 'UNAUTHENTICATED');
        await subject.works(secrets.at(-1) ?? '');
      });

      it(`a secret of ${names[kind]} that two processes know is refused by both on the very next request`, async () => {
        const app = await start();
        const { dataDir, databaseUrl } = app.config;
        const other = await TestApp.start(app.app.database.dialect, { database: { dataDir, databaseUrl } });
        try {
          const subject = await Subject.mint(app, kind);
          let { secret } = subject.minted;
          for (let round = 0; round < 10; round += 1) {
            for (const process of [app, other, app, other]) await subject.works(secret, process);
            const rotated = await subject.rotate();
            await Promise.all([subject.ended(secret), subject.ended(secret, other)]);
            await Promise.all([subject.works(rotated.secret), subject.works(rotated.secret, other)]);
            secret = rotated.secret;
          }
        } finally {
          await other.close();
        }
      });
    }
  });
}
