import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import pg from 'pg';
import { startPostgres } from './start-postgres.ts';

test('a started PostgreSQL answers on the loopback, and leaves nothing behind once stopped', async (t) => {
  const server = await startPostgres();
  if ('missing' in server) return t.skip(server.missing);
  const client = new pg.Client({ connectionString: server.url });
  client.on('error', () => undefined);
  let folder = '';
  try {
    await client.connect();
    const { rows } = await client.query<{ data: string; addresses: string; collation: string }>(
      `select current_setting('data_directory') as data, current_setting('listen_addresses') as addresses,
              (select datcollate from pg_database where datname = 'postgres') as collation`,
    );
    assert.equal(rows[0]?.addresses, '127.0.0.1');
    assert.equal(rows[0]?.collation, 'C.UTF-8');
    folder = rows[0]?.data ?? '';
    assert.ok(existsSync(folder));
  } finally {
    await server.stop();
  }
  assert.ok(!existsSync(folder));
  await server.stop();
});
