/**
 * Every page of a listing costs the same: the database walks an index from where the last page ended. What is asserted is
 * the plan, on a table with many rows of several owners and with statistics; bench/listing-pages.bench.ts has the times.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompiledQuery, createQueryId, type Kysely, type KyselyPlugin, type RootOperationNode } from 'kysely';
import type { Database } from '../../src/db/database.ts';
import type { Tables } from '../../src/db/tables.ts';
import { findAdministered } from '../../src/modules/admin/admin-store.ts';
import { findCredentials } from '../../src/modules/credentials/credential-store.ts';
import { onEachDatabase, sharedApp, type TestApp } from '../harness.ts';
import { fillOwners, middleId } from './listing-plans/fill.ts';

const first = { limit: 50, beforeId: undefined };
const later = { limit: 50, beforeId: middleId };

onEachDatabase('The plan of a listing', (kind) => {
  const start = sharedApp(kind);
  let filling: ReturnType<typeof fillOwners> | undefined;
  const filled = async () => {
    const app = await start();
    filling ??= fillOwners(app);
    return { app, ...(await filling) };
  };

  for (const [which, page] of Object.entries({ first, later })) {
    test(`reads the ${which} page of a user’s PATs in the order of an index, without sorting`, async () => {
      const { app, userId } = await filled();
      await assertWalks(app, (reader) => findCredentials(reader, { userId }, page), 'credentials_by_user');
    });

    test(`reads the ${which} page of a project’s API keys in the order of an index, without sorting`, async () => {
      const { app, projectId } = await filled();
      await assertWalks(app, (reader) => findCredentials(reader, { projectId }, page), 'credentials_by_project');
    });

    test(`reads the ${which} page of all credentials, for an administrator, in the order of the ids, without sorting`, async () => {
      const { app } = await filled();
      const primaryKey = kind === 'sqlite' ? 'sqlite_autoindex_credentials_1' : 'credentials_pkey';
      await assertWalks(app, (reader) => findAdministered(reader, {}, page, app.clock.now()), primaryKey);
    });
  }
});

/** Asserts of the query that `list` makes that its credentials come from `index`, walked backwards, and are not sorted. */
async function assertWalks(
  { app }: TestApp,
  list: (reader: Database['reader']) => Promise<readonly unknown[]>,
  index: string,
): Promise<void> {
  const { people: database, dialect } = app.database;
  const nodes: RootOperationNode[] = [];
  const found = await list(database.withPlugin(keepingIn(nodes)));
  assert.equal(found.length, 51);
  const [node, ...others] = nodes;
  assert.ok(node !== undefined && others.length === 0, 'a listing is one query');
  const plan = await explain(database, dialect, node);
  if (dialect === 'sqlite') {
    assert.match(plan, new RegExp(`(SEARCH|SCAN) credentials USING INDEX ${index}\\b`));
    assert.doesNotMatch(plan, /TEMP B-TREE/);
  } else {
    assert.match(plan, new RegExp(`Index Scan Backward using ${index} on credentials\\b`));
    assert.doesNotMatch(plan, /Sort|Seq Scan on credentials|Bitmap/);
  }
}

/** Keeps each query as the database gets it: the plugins of the service come before. */
function keepingIn(nodes: RootOperationNode[]): KyselyPlugin {
  return {
    transformQuery: ({ node }) => {
      nodes.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

async function explain(
  database: Kysely<Tables>,
  dialect: Database['dialect'],
  node: RootOperationNode,
): Promise<string> {
  const bare = database.withoutPlugins();
  const query = bare.getExecutor().compileQuery(node, createQueryId());
  const verb = dialect === 'sqlite' ? 'explain query plan' : 'explain';
  const { rows } = await bare.executeQuery<Record<string, unknown>>(
    CompiledQuery.raw(`${verb} ${query.sql}`, [...query.parameters]),
  );
  return rows.map((row) => String(row.detail ?? row['QUERY PLAN'])).join('\n');
}
