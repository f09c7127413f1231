import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { secretHalf } from '../../acceptance/002/calls.ts';
import type { TestApp } from '../../harness.ts';
import { kinds, names, type Start, Subject } from './calls.ts';

/** The random part of a secret: what the seal and the check digits after it are made of. */
const randomLength = 32;

export function atRest(start: Start): void {
  describe('at rest', () => {
    for (const kind of kinds) {
      it(`no table holds a secret of ${names[kind]}, nor the Idempotency-Key that it can be had again with`, async () => {
        const app = await start();
        const subject = await Subject.mint(app, kind);
        const idempotencyKey = randomUUID();
        const { secret } = await subject.rotate({ gracePeriodSeconds: 60 }, { idempotencyKey });
        await subject.works(secret);
        await subject.works(subject.minted.secret);
        const stored = await everything(app);
        assert.ok(stored.includes(subject.minted.id) && stored.includes('$argon2id$'));
        const halves = [secret, subject.minted.secret].map((shown) => secretHalf({ ...subject.minted, secret: shown }));
        for (const half of [...halves, ...halves.map((text) => text.slice(0, randomLength)), idempotencyKey]) {
          assert.ok(!stored.includes(half));
        }
      });
    }
  });
}

/** Every row of every table as text and, where there is one, the database file byte for byte. */
async function everything({ app, config }: TestApp): Promise<string> {
  const { people: database, dialect } = app.database;
  const { rows: tables } = await (dialect === 'sqlite'
    ? sql<{ name: string }>`select name from sqlite_master where type = 'table'`
    : sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = 'public'`
  ).execute(database);
  assert.ok(tables.length > 15);
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(database);
    texts.push(JSON.stringify(rows));
  }
  const files = dialect === 'sqlite' ? ['keywright.db', 'keywright.db-wal'] : [];
  return [...texts, ...files.map((file) => readFileSync(`${config.dataDir}/${file}`, 'latin1'))].join('\n');
}
