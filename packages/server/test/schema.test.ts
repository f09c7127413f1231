import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { renderPostgresSchema, renderSqliteSchema } from '../../../tools/generators/schema.ts';
import { createDatabase, onEachDatabase } from './harness.ts';

const reference = join(import.meta.dirname, '../../../docs/reference');

onEachDatabase('the schema', (kind) => {
  test('a freshly migrated database is what the committed dump says', async () => {
    const { dataDir, databaseUrl, drop } = await createDatabase(kind);
    try {
      const fresh =
        databaseUrl === undefined
          ? await renderSqliteSchema(join(dataDir, 'schema.db'))
          : await renderPostgresSchema(databaseUrl);
      const file = `schema.${kind}.sql`;
      const stale = `docs/reference/${file} is stale: run npm run generate`;
      assert.equal(fresh, readFileSync(join(reference, file), 'utf8'), stale);
    } finally {
      await drop();
    }
  });
});
