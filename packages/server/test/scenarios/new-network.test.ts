/** Where credentials are used from: shown to their owners, and told where it is a network that is new. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { asAdmin, credentialsPath, noticesOf } from '../acceptance/administration-calls.ts';
import { type Minted, onEachDatabase, type SignedIn, sharedApp, type TestApp } from '../harness.ts';
import { eventually } from './notices/eventually.ts';

const minuteMs = 60_000;

onEachDatabase('addresses of use', (kind) => {
  const start = sharedApp(kind, { config: { trustedProxies: ['127.0.0.1'] } });
  let app: TestApp;
  let person: SignedIn;
  before(async () => {
    app = await start();
    person = await app.person('acme', 'OWNER');
  });

  /** Uses a credential from an address, and has that written. */
  async function use({ authorization }: Minted, address: string): Promise<void> {
    const headers = { 'x-forwarded-for': address };
    const used = await app.call('GET', '/api/v1/tokens/current', { authorization, headers });
    assert.equal(used.status, 200, used.text);
    await app.app.recorders.flush();
    app.clock.advance(minuteMs);
  }

  const told = async (id: string, who = person): Promise<readonly string[]> => {
    const notices: { kind: string; credentialId: string; message: string }[] = await noticesOf(app, who);
    return notices
      .filter((each) => each.kind === 'new-network' && each.credentialId === id)
      .map((each) => each.message);
  };

  test('the very first use is no news, nor is one from the same network; the first from another one is', async () => {
    const pat = await app.pat(person, ['keys.read'], { name: 'laptop' });
    await use(pat, '192.0.2.1');
    await use(pat, '192.0.2.200');
    await use(pat, '192.0.2.1');
    assert.deepEqual(await told(pat.id), []);
    await use(pat, '198.51.100.7');
    assert.deepEqual(await told(pat.id), [
      'Your token “laptop” was used from a network that is new for it: 198.51.100.7 (198.51.100.0/24).',
    ]);
  });

  test('a /64 is one network of IPv6', async () => {
    const pat = await app.pat(person, ['keys.read']);
    await use(pat, '2001:db8:0:1::1');
    await use(pat, '2001:db8:0:1:ffff::2');
    assert.deepEqual(await told(pat.id), []);
    await use(pat, '2001:db8:0:2::1');
    assert.equal((await told(pat.id)).length, 1);
  });

  test('of an API key, whoever minted it is told', async () => {
    const key = await app.apiKey(app.projectId, ['keys.read'], { name: 'deploy' }, person);
    await use(key, '192.0.2.1');
    await use(key, '203.0.113.1');
    assert.match((await told(key.id))[0] ?? '', /^Your API key “deploy” was used from a network/);
  });

  test('of an API key, whoever minted it is told nothing more once they have left the organization', async () => {
    const former = await app.person('acme', 'ADMIN');
    const key = await app.apiKey(app.projectId, ['keys.read'], { name: 'deploy' }, former);
    await use(key, '192.0.2.1');
    const { authorization } = await app.admin();
    const left = await app.call('DELETE', `/api/v1/organizations/acme/members/${former.userId}`, { authorization });
    assert.equal(left.status, 204, left.text);
    await use(key, '203.0.113.1');
    assert.deepEqual(await told(key.id, former), []);
  });

  test('two networks within one minute, the first of them the very first: the second is told', async () => {
    const pat = await app.pat(person, ['keys.read']);
    for (const address of ['192.0.2.1', '198.51.100.1', '192.0.2.1']) {
      const headers = { 'x-forwarded-for': address };
      await app.call('GET', '/api/v1/tokens/current', { authorization: pat.authorization, headers });
      app.clock.advance(1);
    }
    await eventually(async () => {
      app.clock.advance(10_000);
      return (await told(pat.id)).length === 1;
    });
    assert.match((await told(pat.id))[0] ?? '', /198\.51\.100\.1 /);
  });

  test('the owner sees the last five addresses, the latest first; so do administrators; listings show the last', async () => {
    const pat = await app.pat(person, ['keys.read']);
    const addresses = Array.from({ length: 7 }, (_, index) => `192.0.2.${index + 1}`);
    for (const address of addresses) await use(pat, address);
    const expected = addresses.toReversed().slice(0, 5);
    const of = (body: { lastAddresses: { address: string }[] }) => body.lastAddresses.map(({ address }) => address);

    const own = (await app.call('GET', `/api/v1/users/me/pats/${pat.id}`, person)).body;
    assert.deepEqual(of(own), expected);
    assert.equal(own.lastUsedAddress, '192.0.2.7');
    assert.equal(own.lastAddresses[0].lastUsedAt, own.lastUsedAt);
    assert.deepEqual(of(await asAdmin(app, 'GET', `${credentialsPath}/${pat.id}`)), expected);
    const token = (await app.call('GET', `/api/v1/tokens/${pat.id}`, person)).body;
    assert.deepEqual(
      token.last_addresses.map(({ address }: { address: string }) => address),
      expected,
    );
    assert.equal(token.last_used_address, '192.0.2.7');
    for (const path of ['/api/v1/users/me/pats', '/api/v1/tokens']) {
      const { data } = (await app.call('GET', path, person)).body;
      const listed = data.find(({ id }: { id: string }) => id === pat.id);
      assert.equal(listed.lastUsedAddress ?? listed.last_used_address, '192.0.2.7');
      assert.ok(!('lastAddresses' in listed || 'last_addresses' in listed));
    }
  });

  test('whoever presents a token is not shown where its owner uses it from', async () => {
    const pat = await app.pat(person, ['keys.read']);
    await use(pat, '192.0.2.77');
    const { text } = await app.call('GET', '/api/v1/tokens/current', { authorization: pat.authorization });
    assert.ok(!text.includes('192.0.2.77'));
  });

  test('a credential that was used before addresses were kept is told of a network that is new since then', async () => {
    const pat = await app.pat(person, ['keys.read']);
    await app.app.database.transaction(async (trx) => {
      await trx
        .updateTable('credentials')
        .set({ lastUsedAt: app.clock.now() - 1000, lastUsedAddress: '192.0.2.1' })
        .where('id', '=', pat.id)
        .execute();
    });
    await use(pat, '192.0.2.2');
    assert.deepEqual(await told(pat.id), []);
    await use(pat, '198.51.100.1');
    assert.equal((await told(pat.id)).length, 1);
  });

  test('new networks are told at most once a day for a credential, and of another credential all the same', async () => {
    const [pat, other] = [await app.pat(person, ['keys.read']), await app.pat(person, ['keys.read'])];
    await use(pat, '192.0.2.1');
    await use(other, '192.0.2.1');
    for (let third = 1; third <= 4; third += 1) await use(pat, `198.51.${third}.1`);
    assert.equal((await told(pat.id)).length, 1);
    await use(other, '198.51.1.1');
    assert.equal((await told(other.id)).length, 1);
    const count = async () =>
      (
        await app.app.database.reader
          .selectFrom('notices')
          .select('id')
          .where('credentialId', '=', pat.id)
          .where('kind', '=', 'new-network')
          .execute()
      ).length;
    app.clock.advance(24 * 60 * minuteMs);
    await use(pat, '198.51.1.1');
    assert.equal(await count(), 1, 'known by now');
    await use(pat, '203.0.113.1');
    assert.equal(await count(), 2);
  });
});
