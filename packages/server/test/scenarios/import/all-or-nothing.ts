/** One bad record anywhere, and nothing is imported; the report says which and why, and repeats nothing of a key. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importRecords, olderKey, present } from '../../acceptance/001/calls.ts';
import { missingId, refused } from '../../acceptance/002/calls.ts';
import type { TestApp } from '../../harness.ts';
import { apiKeyRecord, countCredentials, patRecord, rowNamed, uniqueName, waysToGive } from './keys.ts';

const hash = '$2b$04$abcdefghijklmnopqrstuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu';

/** What can be wrong with a record, and how the report tells it. */
const faulty: Readonly<Record<string, readonly [more: object, message: RegExp]>> = {
  'an unknown kind': [{ kind: 'key' }, /kind must be one of pat, api-key/],
  'no secret': [{ key: undefined }, /exactly one of key, sha256 and hash/],
  'two secrets': [{ sha256: 'a'.repeat(64) }, /exactly one of key, sha256 and hash/],
  'a key that is too short': [{ key: 'short' }, /key must have 20 to 256 characters/],
  'a key that is too long': [{ key: 'x'.repeat(257) }, /key must have 20 to 256 characters/],
  'a key that is no text': [{ key: 12_345 }, /key must be text/],
  'a SHA-256 of another length': [{ key: '', sha256: 'abcd' }, /sha256 must be 32 bytes/],
  'an unknown hash': [{ key: '', hash: 'md5$abc', prefix: '12345678' }, /Argon2, bcrypt or PBKDF2/],
  'a hash without a prefix': [{ key: '', hash }, /prefix is missing/],
  'a prefix of another length': [{ key: '', hash, prefix: '1234' }, /first 8 characters/],
  'an unknown project': [{ project_id: missingId }, /there is no such project/],
  'an unknown project by its slugs': [{ project_id: '', organization: 'acme', project: 'none' }, /no such project/],
  'no project': [{ project_id: '' }, /organization is missing/],
  'an unknown user': [
    { kind: 'pat', owner_email: 'nobody@example.com', scopes: undefined },
    /no user nobody@example\.com/,
  ],
  'no user': [{ kind: 'pat', scopes: undefined }, /owner_email is missing/],
  'an unknown scope': [{ scopes: ['keys.view', 'keys.fly'] }, /no scope keys\.fly/],
  'no scope': [{ scopes: undefined }, /scopes/],
  'a level where there are scopes': [{ level: 'full' }, /level/],
  'scopes where there are levels': [{ kind: 'pat', owner_email: 'admin@example.com' }, /scopes/],
  'an unknown level': [{ kind: 'pat', owner_email: 'admin@example.com', scopes: undefined, level: 'half' }, /level/],
  'no name': [{ name: ' ' }, /name/],
  'a name that is too long': [{ name: 'x'.repeat(129) }, /name/],
  'an expiry without a time zone': [
    { expires_at: '2030-01-01T00:00:00' },
    /expires_at must be an instant with a time zone/,
  ],
  'an expiry that is none': [{ expires_at: 'soonZ' }, /expires_at must be an instant/],
  'a network that is none': [{ allowed_networks: ['300.1.1.1'] }, /allowedNetworks/],
  'an unknown field': [{ expires: '2030-01-01T00:00:00Z' }, /expires is no field of an import/],
};

export function importing(start: () => Promise<TestApp>): void {
  describe('all or nothing', () => {
    for (const [what, [more, message]] of Object.entries(faulty)) {
      it(`${what} is named with its line, and nothing is imported`, async () => {
        const app = await start();
        const before = await countCredentials(app);
        const keys = [olderKey(), olderKey(), olderKey()];
        const records = keys.map((key, index) => apiKeyRecord(app, index === 1 ? { key, ...more } : { key }));
        const { read, imported, faultCount, faults } = await importRecords(app, records);
        assert.deepEqual([read, imported, faultCount, faults[0]?.line], [3, 0, 1, 2]);
        assert.match(faults[0]?.message ?? '', message);
        assert.equal(await countCredentials(app), before);
        for (const key of keys) refused(await present(app, key), 401, 'UNAUTHENTICATED');
      });
    }

    it('every fault is counted and the first hundred are told, wherever they stand', async () => {
      const app = await start();
      const records = Array.from({ length: 600 }, (_, index) =>
        apiKeyRecord(app, { key: olderKey(), ...(index % 3 === 0 ? { kind: 'wrong' } : {}) }),
      );
      const { faultCount, faults, imported } = await importRecords(app, records);
      assert.deepEqual([imported, faultCount, faults.length, faults[1]?.line], [0, 200, 100, 4]);
    });

    it('the report repeats nothing of a key, not even where columns are shifted and keys stand in other fields', async () => {
      const app = await start();
      const keys = Array.from({ length: 8 }, olderKey);
      const [a, b, c, d, e, f, g, h] = keys;
      const records: object[] = [
        apiKeyRecord(app, { key: a, scopes: ['nonsense'] }),
        apiKeyRecord(app, { scopes: [b] }),
        apiKeyRecord(app, { key: 'short', [`${c}`]: 'x' }),
        patRecord(app, { key: olderKey(), owner_email: d }),
        apiKeyRecord(app, { key: olderKey(), project_id: e }),
        apiKeyRecord(app, { key: olderKey(), expires_at: f }),
        { ...apiKeyRecord(app), kind: g },
        apiKeyRecord(app, { key: olderKey(), allowed_networks: [h] }),
      ];
      const { faultCount, faults } = await importRecords(app, records);
      assert.equal(faultCount, records.length);
      const told = JSON.stringify(faults);
      for (const key of keys) assert.ok(!told.toLowerCase().includes(key.slice(0, 12)), told);
    });
  });

  describe('the same key twice', () => {
    for (const way of ['plaintext', 'SHA-256 in hex', 'bcrypt']) {
      it(`in one file, given as ${way}, is named by its second line`, async () => {
        const app = await start();
        const before = await countCredentials(app);
        const given = await waysToGive[way]?.(olderKey());
        const records = [apiKeyRecord(app, given), apiKeyRecord(app, { key: olderKey() }), apiKeyRecord(app, given)];
        const { faults, imported } = await importRecords(app, records);
        assert.equal(imported, 0);
        assert.equal(faults.at(-1)?.line, 3);
        assert.match(faults.at(-1)?.message ?? '', /twice in the file, or was imported before/);
        assert.equal(await countCredentials(app), before);
      });
    }

    it('once in plaintext and once as its digest, is found', async () => {
      const app = await start();
      const key = olderKey();
      const digest = await waysToGive['SHA-256 in base64']?.(key);
      const { faults } = await importRecords(app, [apiKeyRecord(app, { key }), apiKeyRecord(app, digest)]);
      assert.deepEqual(
        faults.map(({ line }) => line),
        [2],
      );
    });

    for (const used of [false, true]) {
      it(`in a later import, ${used ? 'after' : 'before'} its first use, is named and the earlier one stays as it is`, async () => {
        const app = await start();
        const [key, name] = [olderKey(), uniqueName()];
        assert.equal((await importRecords(app, [apiKeyRecord(app, { key, name })])).imported, 1);
        if (used) assert.equal((await present(app, key)).status, 200);
        const before = await rowNamed(app, name);
        const digest = await waysToGive['SHA-256 in hex']?.(key);
        for (const again of [{ key }, digest]) {
          const { faults, faultCount, imported } = await importRecords(app, [
            apiKeyRecord(app, { key: olderKey() }),
            apiKeyRecord(app, again),
          ]);
          assert.deepEqual([imported, faultCount, faults[0]?.line], [0, 1, 2]);
          assert.match(faults[0]?.message ?? '', /was imported before/);
        }
        const { lastUsedAt: _, lastUsedAddress: __, ...after } = await rowNamed(app, name);
        assert.deepEqual({ ...before, ...after }, before);
      });
    }

    it('more keys with one beginning than a check would try are refused, where they are found by their beginning', async () => {
      const app = await start();
      const head = olderKey().slice(0, 8);
      const records = await Promise.all(
        Array.from({ length: 9 }, async () => apiKeyRecord(app, await waysToGive.bcrypt?.(head + olderKey()))),
      );
      const { imported, faults } = await importRecords(app, records);
      assert.equal(imported, 0);
      assert.match(faults[0]?.message ?? '', /more than 8 keys begin with this prefix/);
      assert.equal((await importRecords(app, records.slice(1))).imported, 8);
    });
  });

  describe('a dry run', () => {
    it('finds what an import finds, says how many could be imported, and changes nothing', async () => {
      const app = await start();
      const before = await countCredentials(app);
      const [key, other] = [olderKey(), olderKey()];
      const good = [apiKeyRecord(app, { key }), patRecord(app, { key: other })];
      assert.deepEqual(await importRecords(app, good, true), { read: 2, imported: 0, faults: [], faultCount: 0 });
      assert.equal((await importRecords(app, [...good, ...good], true)).faultCount, 2);
      assert.equal(await countCredentials(app), before);
      refused(await present(app, key), 401, 'UNAUTHENTICATED');
      assert.equal((await importRecords(app, good)).imported, 2);
    });
  });

  describe('an import', () => {
    it('leaves one audit event, by the operator, with how many', async () => {
      const app = await start();
      const events = () => app.changes().where('action', '=', 'credential.import').execute();
      const before = (await events()).length;
      await importRecords(app, [apiKeyRecord(app, { key: olderKey() }), apiKeyRecord(app, { key: olderKey() })]);
      const after = await events();
      assert.equal(after.length, before + 1);
      const event = after.at(-1);
      assert.deepEqual([event?.actorKind, event?.details], ['operator', '{"imported":2}']);
    });
  });
}
