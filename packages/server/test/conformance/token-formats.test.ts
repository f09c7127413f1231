/** Every token format for every kind; then the formats among each other, in accepted lists, and in a running service. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  type CredentialKind,
  credentialKinds,
  type TokenFormat,
  type TokenFormatName,
  tokenFormats,
} from '@keywright/contract';
import { keysPath, patsPath, present, refused } from '../acceptance/002/calls.ts';
import { onEachDatabase, sharedApp } from '../harness.ts';
import {
  brand,
  codecOf,
  conformsAsTokenFormat,
  formatNames,
  makeToken,
  newSealKey,
  platformWith,
} from './token-formats.ts';

const pairs = formatNames.flatMap((one) =>
  formatNames.filter((other) => other !== one).map((other) => [one, other] as const),
);
const parses = (name: TokenFormatName, kind: CredentialKind, token: string) => {
  const format: TokenFormat = tokenFormats[name];
  return format.parse(brand, kind, token);
};

describe('token formats', () => {
  for (const name of formatNames) for (const kind of credentialKinds) conformsAsTokenFormat(name, kind);
});

describe('formats among each other', () => {
  for (const [minted, other] of pairs) {
    it(`${other} takes no token of ${minted} for its own, of whichever kind`, () => {
      const codec = codecOf(platformWith(minted), newSealKey());
      for (const kind of credentialKinds) {
        const { token } = makeToken(codec, kind);
        for (const asked of credentialKinds) assert.equal(parses(other, asked, token), null, `${kind} as ${asked}`);
      }
    });
  }

  for (const name of formatNames) {
    it(`a token of ${name} is never read as one of the other kind, even where nothing in its form tells`, () => {
      const codec = codecOf(platformWith(name), newSealKey());
      for (const kind of credentialKinds) {
        for (let round = 0; round < 50; round += 1) assert.equal(codec.read(makeToken(codec, kind).token)?.kind, kind);
      }
    });
  }

  it('an API key of a platform that accepts PATs alone is refused, and the other way round', () => {
    const sealKey = newSealKey();
    for (const name of formatNames) {
      const both = codecOf(platformWith(name), sealKey);
      const { tokens, ...platform } = platformWith(name);
      const { pat, apiKey } = tokens;
      assert.ok(pat !== undefined && apiKey !== undefined);
      const patsOnly = codecOf({ ...platform, tokens: { pat } }, sealKey);
      const keysOnly = codecOf({ ...platform, tokens: { apiKey } }, sealKey);
      const [aPat, aKey] = [both.make('pat').token, makeToken(both, 'api-key').token];
      assert.deepEqual([patsOnly.read(aPat)?.kind, patsOnly.read(aKey)], ['pat', null], name);
      assert.deepEqual([keysOnly.read(aKey)?.kind, keysOnly.read(aPat)], ['api-key', null], name);
    }
  });
});

describe('accepted formats', () => {
  for (const [mint, also] of pairs) {
    it(`a platform that mints ${mint} and accepts ${also} too reads both and refuses every third`, () => {
      const sealKey = newSealKey();
      const codec = codecOf(platformWith(mint, [mint, also]), sealKey);
      for (const kind of credentialKinds) {
        assert.equal(makeToken(codec, kind).format, mint);
        for (const name of formatNames) {
          const { token, prefix } = makeToken(codecOf(platformWith(name), sealKey), kind);
          assert.equal(
            codec.read(token)?.prefix,
            name === mint || name === also ? prefix : undefined,
            `${name}, ${kind}`,
          );
        }
      }
    });
  }

  it('a token of a format that is no longer accepted is refused', () => {
    const sealKey = newSealKey();
    for (const [mint, other] of pairs) {
      const { token } = codecOf(platformWith(mint), sealKey).make('pat');
      assert.equal(codecOf(platformWith(other), sealKey).read(token), null);
    }
  });

  it('whether imported keys are accepted is what the list says, for either kind', () => {
    assert.equal(codecOf(platformWith('split'), newSealKey()).acceptsLegacy, false);
    const { tokens, ...platform } = platformWith('split');
    const legacy = { mint: 'split', accept: ['split', 'legacy'] } as const;
    const changed = { ...platform, tokens: { ...tokens, apiKey: { ...legacy, accept: [...legacy.accept] } } };
    assert.equal(codecOf(changed, newSealKey()).acceptsLegacy, true);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'keywright-formats-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The default platform with another format, as a file that the service can be started on. */
function platformFileWith(name: TokenFormatName): string {
  const shipped = fileURLToPath(new URL('../../../../platforms/translately.yaml', import.meta.url));
  const text = readFileSync(shipped, 'utf8')
    .replaceAll('mint: split', `mint: ${name}`)
    .replaceAll('accept: [split]', `accept: [${name}]`);
  assert.ok(text.includes(`accept: [${name}]`));
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, text);
  return file;
}

for (const name of formatNames) {
  onEachDatabase(`A service that mints ${name}`, (database) => {
    const start = sharedApp(database, { platform: platformFileWith(name) });

    for (const kind of credentialKinds) {
      it(`rotation of a ${kind} keeps id and prefix; the new token works and the old one ends at once`, async () => {
        const app = await start();
        const owner = await app.admin();
        const isPat = kind === 'pat';
        const minted = await (isPat ? app.pat(owner, ['keys.read']) : app.apiKey(app.projectId, ['keys.read']));
        assert.equal((await present(app, minted.authorization)).status, 200);
        const path = `${isPat ? patsPath : keysPath(app.projectId)}/${minted.id}/rotate`;
        const { authorization } = owner;
        const { status, body, text } = await app.call('POST', path, { authorization, body: {} });
        assert.equal(status, 200, text);
        assert.deepEqual([body.id, body.prefix, body.graceEndsAt], [minted.id, minted.prefix, null]);
        assert.notEqual(body.secret, minted.secret);
        assert.notEqual(
          parses(name, kind, body.secret.replace(/^tr/, brand)),
          null,
          'the new token is of the same format',
        );
        refused(await present(app, minted.authorization), 401, 'CREDENTIAL_REVOKED');
        assert.equal((await present(app, minted.authorization.replace(minted.secret, body.secret))).status, 200);
      });
    }

    it('each kind is taken under its own scheme and in X-API-Key, and not under the other’s scheme', async () => {
      const app = await start();
      const pat = await app.pat(await app.admin(), ['keys.read']);
      const key = await app.apiKey(app.projectId, ['keys.read']);
      for (const { secret } of [pat, key]) {
        const reply = await app.call('GET', '/api/v1/scopes', { headers: { 'x-api-key': secret } });
        assert.equal(reply.status, 200, reply.text);
      }
      refused(await present(app, `ApiKey ${pat.secret}`), 401, 'UNAUTHENTICATED');
      refused(await present(app, `Bearer ${key.secret}`), 401, 'UNAUTHENTICATED');
    });
  });
}
