/** How the two kinds are written: document 001, the description of the new key and the TL;DR. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromBase32 } from '../../../../contract/src/token-format/base32.ts';
import { mintPat, type Start } from './calls.ts';

export function keyFormat(start: Start): void {
  describe('the format of API keys', () => {
    it('is tgpak_ and the base32 of <project id>_<key>, in lower case and without padding', async () => {
      const app = await start();
      const { secret, prefix } = await app.apiKey(app.projectId, ['keys.view']);
      const inner = fromBase32(secret.slice('tgpak_'.length)) ?? '';
      const [projectId, key = ''] = inner.split('_');
      assert.equal(projectId, app.projectId);
      assert.equal(inner, `${projectId}_${key}`);
      assert.match(key, /^[a-z0-9]{8}[0-9A-Za-z]{43}$/);
      assert.equal(`tgpak_${key.slice(0, 8)}`, prefix);
    });
  });
}

export function patFormat(start: Start): void {
  describe('the format of PATs', () => {
    it('is tgpat_ and 51 characters of 0-9 and a-v, as long as the document’s example', async () => {
      const app = await start();
      const { secret, prefix } = await mintPat(app, await app.admin());
      const example = 'tgpat_rh7887fjl1d3q834k5srpql4nj53dmv45d29estbce9arndgmda';
      const shape = /^tgpat_[0-9a-v]{51}$/;
      assert.match(example, shape);
      assert.match(secret, shape);
      assert.equal(prefix, secret.slice(0, 'tgpat_'.length + 8));
    });
  });
}
