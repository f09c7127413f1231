import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { onEachDatabase, sharedApp, TestApp } from '../../../test/harness.ts';
import { openSecrets } from '../../config/secrets.ts';
import { Argon2Pool } from '../../kernel/crypto/argon2-pool.ts';
import { systemRandom } from '../../kernel/crypto/random.ts';
import { loadPlatform } from '../../platform.ts';
import { createTokenCodec } from './token-codec.ts';

onEachDatabase('checking a credential', (kind) => {
  const shared = sharedApp(kind);
  let app: TestApp;
  before(async () => {
    app = await shared();
  });

  /** A token with the right seal and a prefix that is not stored. */
  const sealedButUnknown = () =>
    createTokenCodec({
      platform: loadPlatform('translately').platform,
      sealKeys: openSecrets(app.config).seals,
      random: systemRandom,
    }).make('pat').token;

  test('a known credential costs no Argon2id', async (t) => {
    const key = await app.apiKey(app.projectId, ['keys.read']);
    const verify = t.mock.method(Argon2Pool.prototype, 'verify');
    for (let use = 0; use < 20; use += 1) {
      assert.equal((await app.app.checkCredential(key.secret, '127.0.0.1')).outcome, 'valid');
    }
    assert.equal(verify.mock.callCount(), 1);
  });

  test('what this instance never made costs no Argon2id at all', async (t) => {
    const { secret } = await app.apiKey(app.projectId, ['keys.read']);
    const verify = t.mock.method(Argon2Pool.prototype, 'verify');
    const forged = [`${secret.slice(0, -1)}!`, `${secret}0`, secret.slice(1), 'x', '', secret.toUpperCase()];
    for (const token of forged) {
      assert.equal((await app.app.checkCredential(token, '127.0.0.1')).outcome, 'malformed');
    }
    assert.equal(verify.mock.callCount(), 0);
  });

  test('a prefix that is not stored costs one Argon2id, as a wrong secret does: time tells nothing', async (t) => {
    const verify = t.mock.method(Argon2Pool.prototype, 'verify');
    assert.equal((await app.app.checkCredential(sealedButUnknown(), '127.0.0.1')).outcome, 'unknown');
    assert.equal(verify.mock.callCount(), 1);
    const [, phc] = verify.mock.calls[0]?.arguments ?? [];
    assert.match(String(phc), /^\$argon2id\$v=19\$m=64,t=1,p=1\$/);
  });

  test('a full pool is told as overloaded to what is not known, and known credentials go on', async (t) => {
    const known = await app.apiKey(app.projectId, ['keys.read']);
    const cold = await app.apiKey(app.projectId, ['keys.read']);
    await app.app.checkCredential(known.secret, '127.0.0.1');
    t.mock.method(Argon2Pool.prototype, 'verify', async () => ({ overloaded: true }));
    assert.equal((await app.app.checkCredential(cold.secret, '127.0.0.1')).outcome, 'overloaded');
    assert.equal((await app.app.checkCredential(known.secret, '127.0.0.1')).outcome, 'valid');
    t.mock.restoreAll();
    assert.equal((await app.app.checkCredential(cold.secret, '127.0.0.1')).outcome, 'valid');
  });

  test('a fault during a check is told to all who wait for it, and leaves nothing behind', async (t) => {
    const { secret } = await app.apiKey(app.projectId, ['keys.read']);
    t.mock.method(Argon2Pool.prototype, 'verify', async () => {
      throw new Error('out of memory');
    });
    const checks = Array.from({ length: 5 }, () => app.app.checkCredential(secret, '127.0.0.1'));
    for (const check of await Promise.allSettled(checks)) assert.equal(check.status, 'rejected');
    t.mock.restoreAll();
    assert.equal((await app.app.checkCredential(secret, '127.0.0.1')).outcome, 'valid');
  });

  test('expiry and networks are judged at each use, for a known credential too', async () => {
    const expiresAt = new Date(app.clock.now() + 60_000).toISOString();
    const { secret } = await app.apiKey(app.projectId, ['keys.read'], { expiresAt, allowedNetworks: ['127.0.0.0/8'] });
    const outcome = async (address: string) => (await app.app.checkCredential(secret, address)).outcome;
    assert.equal(await outcome('127.0.0.1'), 'valid');
    assert.equal(await outcome('192.0.2.1'), 'network-refused');
    assert.equal(await outcome('::ffff:127.9.9.9'), 'valid');
    app.clock.advance(60_001);
    assert.equal(await outcome('127.0.0.1'), 'expired');
  });
});

onEachDatabase('a hash with older parameters', (kind) => {
  test('is renewed on its next successful check, once', async (t) => {
    const app = await TestApp.start(kind);
    t.after(() => app.close());
    const key = await app.apiKey(app.projectId, ['keys.read']);
    const hashOf = async () => {
      const query = app.app.database.reader.selectFrom('credentials').select('secretHash').where('id', '=', key.id);
      return (await query.executeTakeFirstOrThrow()).secretHash;
    };
    const old = new Argon2Pool({
      ...{ memoryKib: 128, passes: 2, parallelism: 1 },
      ...{ concurrency: 1, maxWaiting: 1, maxWaitingPerCaller: 1 },
    });
    const [, secret = ''] = key.secret.split('.');
    const hashed = await old.hash('test', secret);
    assert.ok(!hashed.overloaded);
    await app.app.database.transaction((trx) =>
      trx.updateTable('credentials').set({ secretHash: hashed.value }).where('id', '=', key.id).execute(),
    );
    assert.equal((await app.app.checkCredential(key.secret, '127.0.0.1')).outcome, 'valid');
    assert.match(await hashOf(), /^\$argon2id\$v=19\$m=64,t=1,p=1\$/);
    const renewed = await hashOf();
    await app.app.checkCredential(key.secret, '127.0.0.1');
    assert.equal(await hashOf(), renewed);
  });
});
