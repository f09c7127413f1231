/** What may be known of a key that is imported, and that it works as it was presented before. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { createLegacyLookup } from '../../../src/modules/credentials/index.ts';
import { importRecords, olderKey, present } from '../../acceptance/001/calls.ts';
import { refused } from '../../acceptance/002/calls.ts';
import { type DatabaseKind, TestApp } from '../../harness.ts';
import { apiKeyRecord, patRecord, rowNamed, uniqueName, waysToGive } from './keys.ts';

type Start = () => Promise<TestApp>;

export function secretsOfEveryKind(start: Start, kind: DatabaseKind): void {
  /** The same database under a service that remembers nothing. */
  const restarted = async (app: TestApp, work: (again: TestApp) => Promise<void>) => {
    const { dataDir, databaseUrl } = app.config;
    const again = await TestApp.start(kind, { platform: 'tolgee', database: { dataDir, databaseUrl } });
    await work(again).finally(() => again.close());
  };

  describe('a key given as', () => {
    for (const [way, give] of Object.entries(waysToGive)) {
      it(`${way} works as it was presented before, is Argon2id after its first use, and works after a restart`, async () => {
        const app = await start();
        const [key, pat] = [olderKey(), olderKey()];
        const [keyName, patName] = [uniqueName(), uniqueName()];
        const records = [
          apiKeyRecord(app, { name: keyName, ...(await give(key)) }),
          patRecord(app, { name: patName, ...(await give(pat)) }),
        ];
        assert.deepEqual(await importRecords(app, records), { read: 2, imported: 2, faults: [], faultCount: 0 });
        const works = async (service: TestApp) => {
          for (const authorization of [`ApiKey ${key}`, `Bearer ${pat}`]) {
            assert.equal((await service.call('GET', '/api/v1/scopes', { authorization })).status, 200);
          }
          for (const secret of [key, pat]) assert.equal((await present(service, secret)).status, 200);
        };
        await works(app);
        for (const name of [keyName, patName]) {
          const { secretHash, legacyDigest, format } = await rowNamed(app, name);
          const { argon2MemoryKib, argon2Passes } = app.config;
          assert.ok(secretHash.startsWith(`$argon2id$v=19$m=${argon2MemoryKib},t=${argon2Passes},p=1$`), secretHash);
          assert.deepEqual([legacyDigest, format], [null, 'legacy']);
        }
        await works(app);
        await restarted(app, works);
      });

      it(`${way} proves no other key: one that begins alike, is longer or shorter, or differs in case is refused`, async () => {
        const app = await start();
        const key = olderKey();
        await importRecords(app, [apiKeyRecord(app, { name: uniqueName(), ...(await give(key)) })]);
        const wrong = [
          `${key}x`,
          key.slice(0, -1),
          key.toUpperCase(),
          key.slice(0, 8) + olderKey().slice(8),
          olderKey(),
        ];
        for (const use of ['before', 'after']) {
          for (const secret of wrong) refused(await present(app, secret), 401, 'UNAUTHENTICATED');
          assert.equal((await present(app, key)).status, 200, `${use} the first use`);
        }
      });
    }

    it('an API key is not taken as Bearer, nor a PAT as ApiKey', async () => {
      const app = await start();
      const [key, pat] = [olderKey(), olderKey()];
      await importRecords(app, [apiKeyRecord(app, { key }), patRecord(app, { key: pat })]);
      for (const authorization of [`Bearer ${key}`, `ApiKey ${pat}`]) {
        refused(await app.call('GET', '/api/v1/scopes', { authorization }), 401, 'UNAUTHENTICATED');
      }
    });
  });

  describe('a string that is no imported key', () => {
    it('reaches no slow hash, whatever it looks like', async () => {
      const app = await start();
      const { argon2 } = app.app.people;
      const verify = argon2.verify.bind(argon2);
      let count = 0;
      argon2.verify = (...given) => {
        count += 1;
        return verify(...given);
      };
      try {
        for (let index = 0; index < 20; index += 1) refused(await present(app, olderKey()), 401, 'UNAUTHENTICATED');
        for (const secret of ['short', 'x'.repeat(257), 'ключ'.repeat(10)]) {
          assert.equal((await app.app.checkCredential(secret, '127.0.0.1')).outcome === 'valid', false);
        }
      } finally {
        argon2.verify = verify;
      }
      assert.equal(count, 0);
    });
  });

  it('a key that was imported under an older key of the keyring is found after the keyring got a new one', () => {
    const [older, newer] = [randomBytes(32), randomBytes(32)];
    const [then, now] = [createLegacyLookup([older]), createLegacyLookup([newer, older])];
    const key = olderKey();
    const sha256 = createHash('sha256').update(key).digest('hex');
    const { digests, heads } = now.ofPresented(key);
    assert.deepEqual([digests[1], heads[2], heads[3]], [then.ofKey(key), then.ofUsed(sha256), then.ofHead(key)]);
    assert.deepEqual([digests[0], heads[0], heads[1]], [now.ofKey(key), now.ofUsed(sha256), now.ofHead(key)]);
    assert.equal(new Set([...digests, ...heads]).size, 6);
  });
}
