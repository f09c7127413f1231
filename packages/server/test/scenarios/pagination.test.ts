/** Listings, page by page. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onEachDatabase, sharedApp, type TestApp } from '../harness.ts';

interface Listing {
  readonly path: string;
  readonly authorization: string;
  /** What identifies an item, and the ids that must be listed, newest first. */
  readonly idOf: (item: { id: string; userId: string }) => string;
  readonly expected: readonly string[];
}

const maximumPages = 20;

/** Every page of a listing, one item at a time. */
async function walk(app: TestApp, { path, authorization, idOf }: Listing): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | null = '';
  for (let page = 0; cursor !== null; page += 1) {
    assert.ok(page < maximumPages, `${path} has no end`);
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body, text } = await app.call('GET', `${path}?limit=1${from}`, { authorization });
    assert.equal(status, 200, text);
    assert.equal(body.data.length, 1);
    ids.push(...body.data.map(idOf));
    cursor = body.nextCursor;
  }
  return ids;
}

/** A tenant with three of everything that can be listed. */
async function openListings(app: TestApp, slug: string): Promise<readonly Listing[]> {
  const { organizationId, projectId } = await app.tenant(slug);
  const admin = await app.admin();
  const owner = await app.person(slug, 'OWNER');
  const people = [admin, owner, await app.person(slug, 'MEMBER')];
  const projects = [projectId, await app.project(slug, 'two'), await app.project(slug, 'three')];
  const keys: string[] = [];
  const pats: string[] = [];
  const organizations = [organizationId];
  for (const name of ['one', 'two', 'three']) {
    keys.push((await app.apiKey(projectId, ['keys.read'], { name }, owner)).id);
    pats.push((await app.pat(owner, ['keys.read'], { name })).id);
  }
  for (const other of [`${slug}-two`, `${slug}-three`]) {
    organizations.push((await app.tenant(other)).organizationId);
    const body = { email: owner.email, role: 'MEMBER' };
    const path = `/api/v1/organizations/${other}/members`;
    assert.equal((await app.call('POST', path, { authorization: admin.authorization, body })).status, 201);
  }
  const { authorization } = owner;
  const listing = (path: string, ids: readonly string[]): Listing => ({
    path: `/api/v1/${path}`,
    authorization,
    idOf: ({ id }) => id,
    expected: ids.toReversed(),
  });
  return [
    listing('organizations', organizations),
    listing(`organizations/${slug}/projects`, projects),
    listing(`projects/${projectId}/api-keys`, keys),
    listing('users/me/pats', pats),
    {
      ...listing(
        `organizations/${slug}/members`,
        people.map(({ userId }) => userId),
      ),
      idOf: ({ userId }) => userId,
    },
  ];
}

onEachDatabase('a listing', (kind) => {
  const open = sharedApp(kind);
  let opened: Promise<{ app: TestApp; ours: readonly Listing[]; theirs: readonly Listing[] }> | undefined;
  const prepare = () => {
    opened ??= open().then(async (app) => ({
      app,
      ours: await openListings(app, 'ours'),
      theirs: await openListings(app, 'theirs'),
    }));
    return opened;
  };

  it('shows everything once, newest first, however small the pages', async () => {
    const { app, ours } = await prepare();
    for (const listing of ours) assert.deepEqual(await walk(app, listing), listing.expected, listing.path);
  });

  it('says on one page that is large enough that there is no other', async () => {
    const { app, ours } = await prepare();
    for (const { path, authorization, idOf, expected } of ours) {
      for (const query of ['', `?limit=${expected.length}`, '?limit=200']) {
        const { body } = await app.call('GET', `${path}${query}`, { authorization });
        assert.deepEqual(body.data.map(idOf), expected);
        assert.equal(body.nextCursor, null);
      }
    }
  });

  it('refuses a cursor that no listing gave, and pages of no size', async () => {
    const { app, ours } = await prepare();
    const bad = [
      'cursor=x',
      'cursor=',
      'cursor=MDFBUlozTkRFS1RTVjRSUkZGUTY5RzVGQXc',
      'limit=0',
      'limit=201',
      'limit=-1',
    ];
    for (const { path, authorization } of ours) {
      for (const query of [...bad, 'limit=1.5', 'limit=', 'limit=1&limit=2', 'offset=1']) {
        const reply = await app.call('GET', `${path}?${query}`, { authorization });
        assert.deepEqual([reply.status, reply.body.error?.code], [400, 'VALIDATION_FAILED'], `${path}?${query}`);
      }
    }
  });

  it('shows nothing of another tenant to whoever comes with a cursor of theirs', async () => {
    const { app, ours, theirs } = await prepare();
    for (const [index, { path, authorization, idOf, expected }] of ours.entries()) {
      const other = theirs[index];
      const { body } = await app.call('GET', `${other?.path}?limit=1`, { authorization: other?.authorization ?? '' });
      const reply = await app.call('GET', `${path}?cursor=${body.nextCursor}`, { authorization });
      assert.equal(reply.status, 200);
      assert.deepEqual(reply.body.data.map(idOf), expected);
    }
  });
});
