import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { CommandRefusal } from '../output/command-refusal.ts';
import type { Profile } from './profile.ts';
import { ProfileStore } from './profile-store.ts';

const scratch = mkdtempSync(join(tmpdir(), 'keywright-profiles-'));
after(() => rmSync(scratch, { recursive: true, force: true }));
const storeIn = (name: string) => new ProfileStore({ XDG_CONFIG_HOME: join(scratch, name) });

const profile: Profile = {
  server: 'https://keys.example.com',
  kind: 'pat',
  token: 'old',
  prefix: 'tr_pat_k9c4n2xb',
  expiresAt: null,
};

describe('the store of the profile', () => {
  it('leaves no draft behind that holds the secret, where the file cannot be replaced', () => {
    const store = storeIn('blocked');
    mkdirSync(join(store.path, 'in-the-way'), { recursive: true });
    assert.throws(() => store.write(profile), CommandRefusal);
    assert.deepEqual(readdirSync(dirname(store.path)), ['credentials.json']);
  });

  it('does not bring an older secret back over one that was stored meanwhile', () => {
    const store = storeIn('raced');
    store.write({ ...profile, token: 'new' });
    const isWritten = store.update(profile, { ...profile, expiresAt: '2027-01-01T00:00:00.000Z' });
    assert.deepEqual([isWritten, store.read()?.token], [false, 'new']);
    assert.equal(store.update({ ...profile, token: 'new' }, { ...profile, token: 'newer' }), true);
    assert.equal(store.read()?.token, 'newer');
  });

  it('gives what it removes, and nothing where nothing was stored', () => {
    const store = storeIn('removed');
    store.write(profile);
    assert.deepEqual(store.remove(), { profile });
    assert.equal(store.remove(), undefined);
    assert.equal(store.read(), undefined);
  });
});
