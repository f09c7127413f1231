import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createDatabase, type DatabaseKind, onEachDatabase, TestApp } from '../harness.ts';

const config = { lockoutFailures: 10, lockoutWindowSeconds: 600, lockoutSeconds: 600, trustedProxies: ['127.0.0.1'] };
const badToken = `Bearer tr_pat_abcdefgh.${'x'.repeat(43)}`;
const path = '/api/v1/organizations';

let lastOctet = 0;
/** An address that no other test uses. */
function newAddress(): string {
  lastOctet += 1;
  return `198.51.100.${lastOctet}`;
}

const from = (address: string, authorization: string) => ({ authorization, headers: { 'x-forwarded-for': address } });

async function fail(app: TestApp, address: string, times: number, authorization = badToken): Promise<void> {
  for (let attempt = 1; attempt <= times; attempt += 1) {
    const reply = await app.call('GET', path, from(address, authorization));
    assert.equal(reply.body.error.code, 'UNAUTHENTICATED', `attempt ${attempt}`);
  }
}

/** Waits until `condition` holds, two seconds at most. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 2500;
  while (!(await condition())) {
    assert.ok(performance.now() < deadline, 'it did not come about in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

onEachDatabase('Lock-out', (kind) => {
  let started: Promise<TestApp> | undefined;
  const start = (): Promise<TestApp> => {
    started ??= TestApp.start(kind, { config });
    return started;
  };
  after(async () => (await started)?.close());

  counting(start);
  blocking(start, kind);
});

function counting(start: () => Promise<TestApp>): void {
  describe('what is counted', () => {
    it('nine bad tokens in a row do not block, and a good one begins the count anew', async () => {
      const app = await start();
      const address = newAddress();
      const { authorization } = await app.pat(await app.admin(), ['org.read']);
      for (let round = 0; round < 3; round += 1) {
        await fail(app, address, 9);
        assert.equal((await app.call('GET', path, from(address, authorization))).status, 200);
      }
    });

    it('bad tokens that come too far apart are not in a row', async () => {
      const app = await TestApp.start('sqlite', { config });
      try {
        const address = newAddress();
        await fail(app, address, 9);
        app.clock.advance(600_000);
        await fail(app, address, 9);
      } finally {
        await app.close();
      }
    });

    it('knowing a prefix locks nobody out: the owner’s own address is not touched', async () => {
      const app = await start();
      const owned = await app.pat(await app.admin(), ['org.read']);
      const guess = `${owned.authorization.slice(0, -6)}000000`;
      for (let attacker = 0; attacker < 3; attacker += 1) await fail(app, newAddress(), 10, guess);
      assert.equal((await app.call('GET', path, from(newAddress(), owned.authorization))).status, 200);
    });

    it('a revoked or expired credential is not a guess, and is not counted', async () => {
      const app = await start();
      const admin = await app.admin();
      const address = newAddress();
      const revoked = await app.pat(admin, ['org.read']);
      await app.call('DELETE', `/api/v1/users/me/pats/${revoked.id}`, { authorization: admin.authorization });
      for (let attempt = 0; attempt < 15; attempt += 1) {
        const reply = await app.call('GET', path, from(address, revoked.authorization));
        assert.equal(reply.body.error.code, 'CREDENTIAL_REVOKED');
      }
    });

    it('requests without a credential, and bad access JWTs, are not counted', async () => {
      const app = await start();
      const address = newAddress();
      for (let attempt = 0; attempt < 15; attempt += 1) {
        const headers = { 'x-forwarded-for': address };
        assert.equal((await app.call('GET', path, { headers })).status, 401);
        assert.equal((await app.call('GET', path, from(address, 'Bearer a.b.c'))).status, 401);
      }
    });

    it('the addresses of one IPv6 /64 are counted together, and those of another apart', async () => {
      const app = await start();
      for (let host = 1; host <= 10; host += 1) await fail(app, `2001:db8:0:1::${host}`, 1);
      assert.equal((await app.call('GET', path, from('2001:db8:0:1::ffff', badToken))).status, 429);
      await fail(app, '2001:db8:0:2::1', 1);
    });

    it('an address that a client makes up moves no count: only trusted proxies are believed, from the right', async () => {
      const app = await start();
      const address = newAddress();
      for (let attempt = 0; attempt < 10; attempt += 1) await fail(app, `${newAddress()}, ${address}`, 1);
      assert.equal((await app.call('GET', path, from(`203.0.113.9, ${address}`, badToken))).status, 429);
    });
  });
}

function blocking(start: () => Promise<TestApp>, kind: DatabaseKind): void {
  describe('what a block does', () => {
    it('refuses the eleventh token with 429 and a Retry-After that is true to the second', async () => {
      const app = await TestApp.start(kind, { config });
      try {
        const address = newAddress();
        const { authorization } = await app.pat(await app.admin(), ['org.read']);
        await fail(app, address, 10);
        const refused = await app.call('GET', path, from(address, badToken));
        assert.deepEqual([refused.status, refused.body.error.code], [429, 'ADDRESS_BLOCKED']);
        const seconds = Number(refused.headers.get('retry-after'));
        assert.ok(seconds > 590 && seconds <= 600, `${seconds}`);
        assert.equal((await app.call('GET', path, from(address, authorization))).status, 429, 'a good token waits too');
        app.clock.advance((seconds - 30) * 1000);
        const later = Number((await app.call('GET', path, from(address, badToken))).headers.get('retry-after'));
        assert.ok(later > 20 && later <= 30, `${later}`);
        app.clock.advance(later * 1000);
        assert.equal((await app.call('GET', path, from(address, authorization))).status, 200);
      } finally {
        await app.close();
      }
    });

    it('leaves other addresses and sessions alone', async () => {
      const app = await start();
      const address = newAddress();
      const admin = await app.admin();
      const { authorization } = await app.pat(admin, ['org.read']);
      await fail(app, address, 10);
      assert.equal((await app.call('GET', path, from(newAddress(), authorization))).status, 200);
      assert.equal((await app.call('GET', path, from(address, admin.authorization))).status, 200);
    });

    it('is listed with the count and cleared by an administrator, and both are in the audit log', async () => {
      const app = await start();
      const address = newAddress();
      const { authorization } = await app.admin();
      await fail(app, address, 10);
      const find = async () => {
        const listed = await app.call('GET', '/api/v1/admin/blocked-addresses?limit=200', { authorization });
        return listed.body.data.find(({ network }: { network: string }) => network === address);
      };
      await until(async () => (await find()) !== undefined);
      const block = await find();
      assert.equal(block.failures, 10);
      const cleared = await app.call('DELETE', `/api/v1/admin/blocked-addresses/${block.id}`, { authorization });
      assert.equal(cleared.status, 204);
      assert.equal(await find(), undefined);
      await fail(app, address, 1);
      const events = await app.changes().where('targetId', '=', block.id).execute();
      assert.deepEqual(
        events.map(({ action }) => action),
        ['blocked-address.add', 'blocked-address.remove'],
      );
      assert.equal(events[0]?.address, address);
    });

    it('holds across a restart, and in another process within a second or two', async () => {
      const database = await createDatabase(kind);
      const first = await TestApp.start(kind, { database, config });
      const second = await TestApp.start(kind, { database, config });
      const address = newAddress();
      try {
        await fail(first, address, 10);
        await until(async () => (await second.call('GET', path, from(address, badToken))).status === 429);
        await first.close();
        const restarted = await TestApp.start(kind, { database, config });
        assert.equal((await restarted.call('GET', path, from(address, badToken))).status, 429);
        await restarted.close();
      } finally {
        await second.close();
        await database.drop();
      }
    });
  });
}
