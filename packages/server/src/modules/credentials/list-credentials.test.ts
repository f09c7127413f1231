import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { onEachDatabase, type SignedIn, sharedApp, type TestApp } from '../../../test/harness.ts';

const dayMs = 24 * 3_600_000;

onEachDatabase('a listing of credentials', (kind) => {
  const open = sharedApp(kind);
  let app: TestApp;
  let owner: SignedIn;
  const prefixes = new Map<string, string>();

  const names = async (query: string, path = '/api/v1/users/me/pats'): Promise<string[]> => {
    const { status, body } = await app.call('GET', `${path}${query}`, { authorization: owner.authorization });
    assert.equal(status, 200, JSON.stringify(body));
    return body.data.map(({ name }: { name: string }) => name);
  };
  const inDays = (days: number): string => new Date(app.clock.now() + days * dayMs).toISOString();

  before(async () => {
    app = await open();
    owner = await app.admin();
    const mint = async (name: string, more: object = {}) => {
      const minted = await app.pat(owner, ['keys.read'], { name, ...more });
      prefixes.set(name, minted.prefix);
      return minted;
    };
    await mint('unending', { note: 'for the 100%_pipeline' });
    await mint('later', { expiresAt: inDays(60) });
    await mint('soon', { expiresAt: inDays(18) });
    await mint('gone', { expiresAt: inDays(1) });
    const { id } = await mint('ended', { expiresAt: inDays(1) });
    await app.call('DELETE', `/api/v1/users/me/pats/${id}`, { authorization: owner.authorization });
    await app.apiKey(app.projectId, ['keys.read'], { name: 'deploy' });
    app.clock.advance(6 * dayMs);
    owner = await app.signIn(owner.email, owner.password);
  });

  describe('by state', () => {
    for (const [state, expected] of Object.entries({
      active: ['soon', 'later', 'unending'],
      expiring: ['soon'],
      expired: ['gone'],
      revoked: ['ended'],
    })) {
      it(`has exactly the ${state} ones`, async () => assert.deepEqual(await names(`?state=${state}`), expected));
    }

    it('has all of them where none is asked for', async () => {
      assert.deepEqual(await names(''), ['ended', 'gone', 'soon', 'later', 'unending']);
    });
  });

  describe('by search', () => {
    it('finds a part of a name or a note, whatever its case, and takes wildcards literally', async () => {
      assert.deepEqual(await names('?search=ENDED'), ['ended']);
      assert.deepEqual(await names('?search=end'), ['ended', 'unending']);
      assert.deepEqual(await names('?search=100%25_PIPE'), ['unending']);
      assert.deepEqual(await names('?search=1%25_pipe'), []);
    });

    it('finds a prefix as listings show it', async () => {
      assert.deepEqual(await names(`?search=${prefixes.get('later')}`), ['later']);
    });

    it('joins with a state', async () => assert.deepEqual(await names('?search=end&state=active'), ['unending']));
  });

  it('searches the API keys of a project alike', async () => {
    const path = `/api/v1/projects/${app.projectId}/api-keys`;
    assert.deepEqual(await names('?search=depl&state=active', path), ['deploy']);
    assert.deepEqual(await names('?state=revoked', path), []);
  });

  it('refuses a state that there is not', async () => {
    const { authorization } = owner;
    const { status, body } = await app.call('GET', '/api/v1/users/me/pats?state=lost', { authorization });
    assert.deepEqual([status, body.error.details.fields[0].path], [400, 'state']);
  });

  it('is counted by what is live', async () => {
    const { authorization } = owner;
    const pats = await app.call('GET', '/api/v1/users/me/pat-allowance', { authorization });
    assert.deepEqual(pats.body, { live: 3, limit: null });
    const path = `/api/v1/projects/${app.projectId}/api-key-allowance`;
    assert.deepEqual((await app.call('GET', path, { authorization })).body, { live: 1, limit: null });
  });
});
