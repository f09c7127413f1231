/**
 * Everything that can be presented as a credential and is none: one answer, at the price of a few microseconds, and not
 * a trace of it anywhere.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { base62Alphabet, checkDigits, tokenFormats } from '@keywright/contract';
import { onEachDatabase, sharedApp, type TestApp } from '../harness.ts';
import { type HeaderLine, type RawReply, rawRequest } from './raw-request.ts';

const target = 'GET /api/v1/organizations';

/** Another character of the same alphabet, so that only the value is wrong. */
const flipped = (character: string): string =>
  base62Alphabet.includes(character)
    ? (base62Alphabet[(base62Alphabet.indexOf(character) + 1) % base62Alphabet.length] ?? '')
    : '~';

const withCheckDigits = (head: string): string => head + checkDigits(head, tokenFormats.split.layoutOf('pat'));

/** A reply without what differs between any two replies. */
function comparable({ status, headers, body }: RawReply) {
  const told = headers.filter(([name]) => !['date', 'x-trace-id'].includes(name));
  return { status, headers: told, body: { ...body, error: { ...body?.error, traceId: undefined } } };
}

/** Counts what is asked of Argon2id and of the table of credentials while `work` runs. */
async function countingCosts(app: TestApp, work: () => Promise<void>): Promise<{ argon2: number; lookUps: number }> {
  const { argon2 } = app.app.people;
  const { reader } = app.app.database;
  const costs = { argon2: 0, lookUps: 0 };
  const { verify, hash } = argon2;
  const { selectFrom } = reader;
  argon2.verify = (...given) => {
    costs.argon2 += 1;
    return verify.apply(argon2, given);
  };
  argon2.hash = (...given) => {
    costs.argon2 += 1;
    return hash.apply(argon2, given);
  };
  reader.selectFrom = ((...given: Parameters<typeof selectFrom>) => {
    // Blocked addresses are read once a second, whatever is presented.
    if (String(given[0]) !== 'blockedAddresses') costs.lookUps += 1;
    return selectFrom.apply(reader, given);
  }) as typeof selectFrom;
  try {
    await work();
  } finally {
    Object.assign(argon2, { verify, hash });
    Object.assign(reader, { selectFrom });
  }
  return costs;
}

onEachDatabase('a hostile credential', (kind) => {
  const open = sharedApp(kind);
  const present = async (...headers: readonly HeaderLine[]) => rawRequest((await open()).url, target, headers);

  /** A PAT that works, and the answer to one that nobody minted, which all others must equal. */
  async function prepare() {
    const app = await open();
    const { secret, prefix } = await app.pat(await app.admin(), ['org.read']);
    const refused = comparable(await present(`Authorization: Bearer tr_pat_abcdefgh.${'x'.repeat(43)}`));
    assert.equal(refused.status, 401);
    assert.equal(refused.body.error.code, 'UNAUTHENTICATED');
    const assertRefused = async (value: HeaderLine, name = 'Authorization') => {
      const reply = await present(Buffer.concat([Buffer.from(`${name}: `), Buffer.from(value)]));
      assert.deepEqual(comparable(reply), refused, String(value).slice(0, 200));
    };
    return { app, secret, prefix, assertRefused };
  }

  /** Values of the Authorization header that this instance never made, from a token that it did make. */
  function neverMinted(secret: string, prefix: string): readonly HeaderLine[] {
    const random = 'A'.repeat(32);
    const [head = '', rest = ''] = secret.split('.');
    const otherSeal = flipped(rest[32] ?? '') + rest.slice(33, 37);
    const forged = [
      withCheckDigits(`${prefix}.${random}AAAAA`),
      withCheckDigits(`${head}.${rest.slice(0, 32)}${otherSeal}`),
      withCheckDigits(`${secret.replace('tr_pat_', 'tr_ak_').slice(0, -6)}`),
      withCheckDigits(`${secret.replace('tr_', 'xx_').slice(0, -6)}`),
      secret.slice(0, -6) + [...secret.slice(-6)].map(flipped).join(''),
      secret.slice(0, -1),
      secret.slice(1),
      `${secret}x`,
      `${secret}${secret}`,
      prefix,
      head,
      rest,
      secret.replace('.', '_'),
      secret.toUpperCase(),
      'null',
      'a.b.c',
      `${'x'.repeat(10_000)}`,
    ].map((token) => `Bearer ${token}`);
    const bytes = Buffer.concat([Buffer.from('Bearer '), Buffer.from([0xff, 0xfe, 0xc3, 0x28]), Buffer.from(rest)]);
    return [
      ...forged,
      bytes,
      `Bearer ${secret}é`,
      `Bearer ${secret} ${secret}`,
      'Bearer',
      'Bearer ',
      '',
      secret,
      `Basic ${secret}`,
      `Digest ${secret}`,
      `ApiKey ${secret}`,
      `Bearer,${secret}`,
      `Bearer=${secret}`,
      `Bearer "${secret}"`,
      'Basic YWRtaW46YWRtaW4=',
      `Bearer ${secret.slice(0, 20)}\t${secret.slice(20)}`,
    ];
  }

  it('is refused with one and the same answer, whatever is wrong with it', async () => {
    const { secret, prefix, assertRefused } = await prepare();
    for (const value of neverMinted(secret, prefix)) await assertRefused(value);
  });

  it('is refused alike in the X-API-Key header', async () => {
    const { secret, assertRefused } = await prepare();
    for (const value of ['', 'x', secret.slice(0, -1), `Bearer ${secret}`]) await assertRefused(value, 'X-API-Key');
  });

  it('is refused with any one character of a token changed', async () => {
    const { secret, assertRefused } = await prepare();
    for (let position = 0; position < secret.length; position += 1) {
      const changed = secret.slice(0, position) + flipped(secret[position] ?? '') + secret.slice(position + 1);
      await assertRefused(`Bearer ${changed}`);
    }
  });

  it('reaches neither Argon2id nor the database without the seal of this instance', async () => {
    const { app, secret, prefix } = await prepare();
    const costs = await countingCosts(app, async () => {
      for (const value of neverMinted(secret, prefix).filter((each) => each !== `ApiKey ${secret}`)) {
        await present(Buffer.concat([Buffer.from('Authorization: '), Buffer.from(value)]));
      }
    });
    assert.deepEqual(costs, { argon2: 0, lookUps: 0 });
  });

  it('is refused alike, after the same work, with a good seal but no such row, and with another secret in its row', async () => {
    const { app, assertRefused } = await prepare();
    const { authorization } = await app.admin();
    const gone = await app.pat(await app.admin(), ['org.read']);
    const other = await app.pat(await app.admin(), ['org.read']);
    await app.app.database.transaction(async (trx) => {
      const { secretHash } = await trx
        .selectFrom('credentials')
        .select('secretHash')
        .where('id', '=', gone.id)
        .executeTakeFirstOrThrow();
      await trx.updateTable('credentials').set({ secretHash }).where('id', '=', other.id).execute();
      await trx.deleteFrom('credentials').where('id', '=', gone.id).execute();
    });
    assert.deepEqual(await countingCosts(app, () => assertRefused(gone.authorization)), { argon2: 1, lookUps: 2 });
    assert.deepEqual(await countingCosts(app, () => assertRefused(other.authorization)), { argon2: 1, lookUps: 2 });
    assert.equal((await app.call('GET', '/api/v1/users/me', { authorization })).status, 200);
  });

  it('is one too many where a request presents two, even twice the same', async () => {
    const { app, secret } = await prepare();
    const { cookie } = await app.admin();
    const bearer = `Authorization: Bearer ${secret}`;
    const refusals = [
      await present(bearer, bearer),
      await present(bearer, 'Authorization: Bearer x'),
      await present(bearer, `X-API-Key: ${secret}`),
      await present(`X-API-Key: ${secret}`, `X-API-Key: ${secret}`),
      await present(bearer, `Cookie: ${cookie}`),
      await rawRequest(app.url, `${target}?access_token=${secret}`, [bearer]),
    ];
    for (const { status, body } of refusals) {
      assert.equal(status, 400);
      assert.equal(body.error.code, 'MULTIPLE_CREDENTIALS');
      assert.equal(body.error.details.presented.length, 2);
    }
  });

  it('is refused in the URL even where it is good, and said to belong in a header', async () => {
    const { app, secret } = await prepare();
    for (const name of ['access_token', 'api_key', 'apiKey', 'X-API-Key', 'token', 'authorization']) {
      const { status, body } = await rawRequest(app.url, `${target}?${name}=${secret}`, []);
      assert.equal(status, 401);
      assert.match(body.detail, /not taken from the URL/);
    }
  });

  it('answers 431 to headers of more than 16 KiB, up to 10 MB of them', async () => {
    for (const bytes of [17_000, 10_000_000]) {
      const { status, body } = await present(`Authorization: Bearer ${'x'.repeat(bytes)}`);
      assert.equal(status, 431);
      assert.equal(body.error.code, 'HEADERS_TOO_LARGE');
    }
  });

  it('answers a NUL byte, which no header may hold, as any other credential that nobody minted', async () => {
    const { secret } = await prepare();
    const usual = comparable(await present('Authorization: Bearer x'));
    for (const value of [`Bearer ${secret}\0`, `Bearer \0${secret}`, '\0']) {
      const reply = comparable(await present(`Authorization: ${value}`));
      assert.deepEqual(
        { ...reply, headers: reply.headers.toSorted() },
        { ...usual, headers: usual.headers.toSorted() },
      );
    }
  });

  it('is in no log line, in no part', async () => {
    const { app, secret, prefix, assertRefused } = await prepare();
    const marked = neverMinted(secret, prefix).map((value) => `${String(value)}Zq7marker`);
    for (const value of marked) await assertRefused(value);
    await rawRequest(app.url, `${target}?access_token=Zq7marker`, []);
    await present(`Authorization: Bearer \0Zq7marker`);
    await rawRequest(app.url, 'GET /Zq7marker/%zz', []);
    const logged = app.logs.join('');
    for (const trace of ['Zq7marker', secret, secret.slice(-43), secret.slice(-43, -11)]) {
      assert.ok(!logged.includes(trace));
    }
  });

  describe('and a good one', () => {
    it('is taken with the scheme in any case, and with spaces and tabs around it', async () => {
      const { secret } = await prepare();
      for (const value of [
        `Bearer ${secret}`,
        `bearer ${secret}`,
        `BEARER ${secret}`,
        `Bearer  \t ${secret}`,
        `Bearer ${secret} \t`,
        ` \tBearer ${secret}`,
      ]) {
        assert.equal((await present(`Authorization: ${value}`)).status, 200, value);
      }
      assert.equal((await present(`authorization: Bearer ${secret}`)).status, 200);
      assert.equal((await present(`X-API-Key: ${secret}\t `)).status, 200);
    });
  });
});
