/** Killed without warning: what was answered is kept, and the next start finds a whole database. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createDatabase, onEachDatabase } from '../harness.ts';
import { environmentAt, type Place, ServerProcess } from '../server-process.ts';

interface Answered {
  readonly id: string;
  readonly secret: string;
  revoked: boolean;
}

/** Mints, and revokes every third, over `clients` connections, until the process is gone. Resolves with what was answered. */
async function workUntilKilled(server: ServerProcess, clients: number): Promise<Answered[]> {
  const { authorization, projectId } = await server.admin();
  const path = `/api/v1/projects/${projectId}/api-keys`;
  const answered: Answered[] = [];
  const client = async () => {
    for (let count = 0; ; count += 1) {
      const body = { name: 'survivor', scopes: ['api-keys.read'] };
      const minted = await server.call('POST', path, { authorization, body });
      assert.equal(minted.status, 201);
      const kept: Answered = { id: minted.body.id, secret: minted.body.secret, revoked: false };
      answered.push(kept);
      if (count % 3 !== 0) continue;
      const revoked = await server.call('DELETE', `${path}/${kept.id}`, { authorization });
      assert.equal(revoked.status, 204);
      kept.revoked = true;
    }
  };
  const isCutOff = (error: unknown) => {
    if (!(error instanceof TypeError)) throw error;
  };
  const work = Promise.all(Array.from({ length: clients }, () => client().catch(isCutOff)));
  await wait(300 + Math.random() * 500);
  while (answered.length < 5) await wait(10);
  await server.stop('SIGKILL');
  await work;
  return answered;
}

/** Every key of a project by its id. */
async function listAll(server: ServerProcess): Promise<Map<string, { revokedAt: string | null }>> {
  const { authorization, projectId } = await server.admin();
  const listed = new Map<string, { revokedAt: string | null }>();
  for (let cursor = ''; ; ) {
    const path = `/api/v1/projects/${projectId}/api-keys?limit=200${cursor && `&cursor=${cursor}`}`;
    const { body } = await server.call('GET', path, { authorization });
    for (const key of body.data) listed.set(key.id, key);
    if (body.nextCursor === null) return listed;
    cursor = body.nextCursor;
  }
}

async function assertKept(server: ServerProcess, answered: readonly Answered[]): Promise<void> {
  const { projectId } = await server.admin();
  const listed = await listAll(server);
  for (const { id, secret, revoked } of answered) {
    const row = listed.get(id);
    assert.ok(row, `${id} was answered and is lost`);
    if (revoked) assert.notEqual(row.revokedAt, null, `${id} was revoked and is not`);
    const use = await server.call('GET', `/api/v1/projects/${projectId}/api-keys?limit=1`, {
      authorization: `ApiKey ${secret}`,
    });
    // A revoke whose answer was cut off may or may not have happened; the row says which.
    assert.equal(use.status, row.revokedAt === null ? 200 : 401);
  }
}

function assertIntegrity({ dataDir, databaseUrl }: Place): void {
  if (databaseUrl !== undefined) return;
  const connection = new DatabaseSync(`${dataDir}/keywright.db`);
  try {
    assert.deepEqual({ ...connection.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
    assert.deepEqual(connection.prepare('PRAGMA foreign_key_check').all(), []);
    // Every credential has the audit event of its mint, and the other way round: they were committed together.
    const orphans = connection.prepare(
      `select c.id from credentials c full join audit_events e on e.target_id = c.id and e.action = 'api-key.mint'
       where e.id is null or (c.id is null and e.action = 'api-key.mint')`,
    );
    assert.deepEqual(orphans.all(), []);
  } finally {
    connection.close();
  }
}

onEachDatabase('after kill -9', (kind) => {
  test('everything that was answered is there, works, and the database is whole: three times over', async () => {
    const place = await createDatabase(kind);
    let server: ServerProcess | undefined;
    try {
      const everything: Answered[] = [];
      for (let round = 0; round < 3; round += 1) {
        server = await ServerProcess.start(environmentAt(place));
        assert.notEqual(server.url, '', server.stderr);
        const answered = await workUntilKilled(server, 6);
        everything.push(...answered);
        assertIntegrity(place);
        server = await ServerProcess.start(environmentAt(place));
        assert.notEqual(server.url, '', server.stderr);
        await assertKept(server, everything);
        assert.deepEqual(await server.stop(), { code: 0, signal: null });
      }
    } finally {
      await server?.stop('SIGKILL');
      await place.drop();
    }
  });
});
