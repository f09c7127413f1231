/** Killed without warning: what was answered is kept, and the next start finds a whole database. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createDatabase, onEachDatabase } from '../harness.ts';
import { runCommand } from '../operator-command.ts';
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
       where e.sequence is null or (c.id is null and e.action = 'api-key.mint')`,
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

  test('of the uses at most those of the last second are missing from the audit log, of the changes none, and it verifies', async () => {
    const place = await createDatabase(kind);
    let server: ServerProcess | undefined;
    try {
      server = await ServerProcess.start(environmentAt(place));
      assert.notEqual(server.url, '', server.stderr);
      const { uses, revoked, keyId, killedAt } = await useUntilKilled(server);
      server = await ServerProcess.start(environmentAt(place));
      assert.notEqual(server.url, '', server.stderr);
      const { authorization } = await server.admin();
      const log = await readWhole(server, authorization);
      const traces = new Set(log.filter(({ action }) => action === 'credential.use').map(({ traceId }) => traceId));
      const missing = uses.filter(({ traceId }) => !traces.has(traceId));
      const longAgo = missing.filter(({ at }) => killedAt - at > 1000);
      assert.deepEqual(longAgo, [], `${longAgo.length} of ${uses.length} uses are missing`);
      assert.ok(uses.length - missing.length > 20, `${uses.length} uses, ${missing.length} missing`);
      const ended = new Set(log.filter(({ action }) => action === 'api-key.revoke').map(({ target }) => target.id));
      assert.deepEqual(
        revoked.filter((id) => !ended.has(id)),
        [],
      );
      assert.ok(revoked.length > 0 && keyId !== '');
      await server.stop();
      const verified = await runCommand(place, ['audit', 'verify']);
      assert.equal(verified.code, 0, verified.stdout);
    } finally {
      await server?.stop('SIGKILL');
      await place.drop();
    }
  });
});

interface Logged {
  readonly action: string;
  readonly traceId: string;
  readonly target: { readonly id: string };
}

async function readWhole(server: ServerProcess, authorization: string): Promise<readonly Logged[]> {
  const events: Logged[] = [];
  for (let cursor = ''; ; ) {
    const path = `/api/v1/admin/audit-log?limit=200${cursor && `&cursor=${cursor}`}`;
    const { body } = await server.call('GET', path, { authorization });
    events.push(...body.data);
    if (body.nextCursor === null) return events;
    cursor = body.nextCursor;
  }
}

/** Uses one key and mints and revokes others, over several connections, for two seconds and a bit. */
async function useUntilKilled(server: ServerProcess) {
  const { authorization, projectId } = await server.admin();
  const path = `/api/v1/projects/${projectId}/api-keys`;
  const mint = () => server.call('POST', path, { authorization, body: { name: 'used', scopes: ['api-keys.read'] } });
  const { body: key } = await mint();
  const uses: { readonly traceId: string; readonly at: number }[] = [];
  const revoked: string[] = [];
  const use = async () => {
    for (let count = 0; ; count += 1) {
      const traceId = `${process.hrtime.bigint().toString(16).padStart(24, '0')}${count.toString(16).padStart(8, '0')}`;
      const headers = { traceparent: `00-${traceId}-00000000000000ab-01` };
      const reply = await server.call('GET', `${path}?limit=1`, { authorization: `ApiKey ${key.secret}`, headers });
      assert.equal(reply.status, 200);
      uses.push({ traceId, at: Date.now() });
    }
  };
  const change = async () => {
    for (;;) {
      const { body } = await mint();
      const { status } = await server.call('DELETE', `${path}/${body.id}`, { authorization });
      assert.equal(status, 204);
      revoked.push(body.id);
    }
  };
  const isCutOff = (error: unknown) => {
    if (!(error instanceof TypeError)) throw error;
  };
  const work = Promise.all([use(), use(), use(), change(), change()].map((client) => client.catch(isCutOff)));
  await wait(2000 + Math.random() * 1000);
  const killedAt = Date.now();
  await server.stop('SIGKILL');
  await work;
  return { uses, revoked, keyId: String(key.id), killedAt };
}
