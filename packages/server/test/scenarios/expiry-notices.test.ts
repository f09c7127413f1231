/** Owners are told before a credential expires: 14, 7 and 1 days before, each once, whatever restarts and nodes there are. */
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import { asAdmin, usersPath } from '../acceptance/administration-calls.ts';
import { createDatabase, onEachDatabase, type SignedIn, TestApp, TestClock } from '../harness.ts';
import { eventually } from './notices/eventually.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const inDays = (app: TestApp, days: number) => new Date(app.clock.now() + days * dayMs).toISOString();

onEachDatabase('notices before the expiry', (kind) => {
  let app: TestApp;
  let person: SignedIn;
  // Of its own for each test: nobody stays signed in for weeks.
  beforeEach(async () => {
    app = await TestApp.start(kind);
    person = await app.person('acme', 'OWNER');
  });
  afterEach(() => app.close());

  /** What the person was told of expiries, oldest first: the days, and of which credential. */
  async function told(of: TestApp = app, who = person): Promise<readonly string[]> {
    const rows = await of.app.database.reader
      .selectFrom('notices')
      .select(['dedupeKey', 'message'])
      .where('userId', '=', who.userId)
      .where('kind', '=', 'credential-expiring')
      .orderBy('id')
      .execute();
    return rows.map(({ dedupeKey }) => String(dedupeKey?.split(':')[3]));
  }

  async function passDays(days: number, stepHours = 6): Promise<void> {
    for (let hours = 0; hours < days * 24; hours += stepHours) {
      app.clock.advance(stepHours * hourMs);
      await app.app.background.sweep();
    }
  }

  test('over weeks of looking often, a token of 30 days is told of three times: 14, 7 and 1 days before', async () => {
    await app.pat(person, ['keys.read'], { name: 'laptop', expiresAt: inDays(app, 30) });
    await passDays(15);
    assert.deepEqual(await told(), []);
    await passDays(2);
    assert.deepEqual(await told(), ['14']);
    await passDays(7);
    assert.deepEqual(await told(), ['14', '7']);
    await passDays(8);
    assert.deepEqual(await told(), ['14', '7', '1']);
    const { message } = await app.app.database.reader
      .selectFrom('notices')
      .select('message')
      .where('userId', '=', person.userId)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    assert.match(message, /^Your token “laptop” expires in \d+ hours, at \d{4}-.*Z\. Rotate it/);
  });

  test('without anybody asking, it is looked for as time goes on', async () => {
    await app.pat(person, ['keys.read'], { expiresAt: inDays(app, 15) });
    app.clock.advance(2 * dayMs);
    await eventually(async () => (await told()).length === 1);
  });

  test('a time that had passed when it was minted is not told; the next one is', async () => {
    await app.pat(person, ['keys.read'], { expiresAt: inDays(app, 10) });
    await app.app.background.sweep();
    assert.deepEqual(await told(), []);
    await passDays(4);
    assert.deepEqual(await told(), ['7']);
  });

  test('after downtime the most urgent is told, alone', async () => {
    await app.pat(person, ['keys.read'], { expiresAt: inDays(app, 20) });
    app.clock.advance(19.5 * dayMs);
    await app.app.background.sweep();
    await app.app.background.sweep();
    assert.deepEqual(await told(), ['1']);
  });

  test('a rotation to a later expiry begins anew; one that keeps the expiry near is not told of what had passed', async () => {
    const { id } = await app.apiKey(app.projectId, ['keys.read'], { expiresAt: inDays(app, 15) }, person);
    const { authorization } = await app.pat(person, ['api-keys.read', 'api-keys.write', 'keys.read']);
    await passDays(2);
    assert.deepEqual(await told(), ['14']);
    const path = `/api/v1/projects/${app.projectId}/api-keys/${id}/rotate`;
    const rotate = async (days: number) => {
      const rotated = await app.call('POST', path, { authorization, body: { expiresAt: inDays(app, days) } });
      assert.equal(rotated.status, 200, rotated.text);
    };
    await rotate(16);
    await passDays(3);
    assert.deepEqual(await told(), ['14', '14']);
    await passDays(7);
    assert.deepEqual(await told(), ['14', '14', '7']);
    await rotate(10);
    await passDays(1);
    assert.deepEqual(await told(), ['14', '14', '7']);
    await passDays(3);
    assert.deepEqual(await told(), ['14', '14', '7', '7']);
  });

  test('what is revoked, deleted, expired, never expires or has a disabled owner is not told', async () => {
    const keep = { expiresAt: inDays(app, 20) };
    const { authorization } = person;
    const revoked = await app.pat(person, ['keys.read'], keep);
    await app.call('DELETE', `/api/v1/users/me/pats/${revoked.id}`, { authorization });
    const deleted = await app.pat(person, ['keys.read'], keep);
    await app.call('DELETE', `/api/v1/tokens/${deleted.id}`, { authorization });
    await app.pat(person, ['keys.read']);
    const other = await app.person('acme', 'MEMBER');
    await app.pat(other, ['keys.read'], keep);
    await asAdmin(app, 'POST', `${usersPath}/${other.userId}/disable`);
    app.clock.advance(10 * dayMs);
    await app.app.background.sweep();
    app.clock.advance(20 * dayMs);
    await app.app.background.sweep();
    assert.deepEqual(await told(), []);
    assert.deepEqual(await told(app, other), []);
  });

  test('of an API key, whoever minted it is told', async () => {
    await app.apiKey(app.projectId, ['keys.read'], { name: 'deploy', expiresAt: inDays(app, 15) }, person);
    app.clock.advance(2 * dayMs);
    await app.app.background.sweep();
    assert.deepEqual(await told(), ['14']);
  });

  test('more credentials than one page holds are all told, each once', async () => {
    const { id } = await app.pat(person, ['keys.read'], { expiresAt: inDays(app, 15) });
    const { reader } = app.app.database;
    const row = await reader.selectFrom('credentials').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const copies = Array.from({ length: 1200 }, (_, count) => ({
      ...row,
      id: `${id}-${count}`,
      prefix: `x${id}${count}`,
    }));
    await app.app.database.transaction(async (trx) => {
      for (let from = 0; from < copies.length; from += 200) {
        await trx
          .insertInto('credentials')
          .values(copies.slice(from, from + 200))
          .execute();
      }
    });
    app.clock.advance(2 * dayMs);
    await app.app.background.sweep();
    await app.app.background.sweep();
    assert.equal((await told()).length, 1201);
  });

  test('nodes that look at once, and at every restart, tell each thing once', async () => {
    const place = await createDatabase(kind);
    after(() => place.drop());
    const clock = new TestClock();
    const first = await TestApp.start(kind, { database: place, clock });
    const owner = await first.person('acme', 'MEMBER');
    for (let count = 0; count < 20; count += 1) {
      await first.pat(owner, ['keys.read'], { expiresAt: inDays(first, 15) });
    }
    await first.close();
    for (let day = 0; day < 16; day += 1) {
      // Two connections that write, in one process, would wait for each other: SQLite’s second node comes after the first.
      const nodes = [await TestApp.start(kind, { database: place, clock })];
      if (kind === 'postgres') nodes.push(await TestApp.start(kind, { database: place, clock }));
      await Promise.all(nodes.map((node) => node.app.background.sweep()));
      const [node] = nodes as [TestApp];
      if (day === 15) {
        const days = await told(node, owner);
        assert.deepEqual(days.toSorted(), [...Array(20).fill('1'), ...Array(20).fill('14'), ...Array(20).fill('7')]);
        assert.ok(!nodes.some(({ logs }) => logs.some((line) => line.includes('could not be looked for'))));
      }
      for (const each of nodes) await each.close();
      clock.advance(dayMs);
    }
  });
});
