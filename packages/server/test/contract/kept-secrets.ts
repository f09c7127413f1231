import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import type { DatabaseKind } from '../harness.ts';
import type { Secret } from './recording.ts';
import type { World } from './world.ts';

const hash = '$argon2';
const hashName = 'Argon2 hash';

/** Administrators are shown the hash of one credential, and by nothing else. */
const isForAdministrators = (call: string): boolean => /GET \/api\/v1\/admin\/credentials\/[^/?]+$/.test(call);

/** What a text betrays: the kinds of secret in it, never the secrets. */
function betrayedBy(text: string, secrets: readonly Secret[]): readonly string[] {
  const found = secrets.filter(({ value }) => text.includes(value)).map(({ what }) => what);
  return [...new Set(text.includes(hash) ? [...found, hashName] : found)];
}

/** After everything else has been called: no secret of the whole run is anywhere but in the one reply that shows it. */
export function keptSecrets(kind: DatabaseKind, world: () => Promise<World>): void {
  it('has seen a secret of every kind, so that looking for them means something', async () => {
    const { recording } = await world();
    const kinds = new Set(recording.secrets.map(({ what }) => what));
    const expected = ['secret', 'webhook secret', 'access JWT', 'invitation token', 'session token', 'password'];
    assert.deepEqual(
      expected.filter((what) => !kinds.has(what)),
      [],
    );
  });

  it('has no secret and no hash in any log line', async () => {
    const { app, recording } = await world();
    assert.ok(app.logs.length > 100);
    assert.deepEqual(betrayedBy(app.logs.join(''), recording.secrets), []);
  });

  it('has no secret and no hash in any audit event', async () => {
    const { app, recording } = await world();
    const events = await app.app.database.reader.selectFrom('auditEvents').selectAll().execute();
    assert.ok(events.length > 100);
    assert.deepEqual(betrayedBy(JSON.stringify(events), recording.secrets), []);
  });

  it('has no secret and no hash in any reply but the one that shows it', async () => {
    const { recording } = await world();
    for (const exchange of recording.exchanges) {
      const others = recording.secrets.filter(({ shownIn }) => shownIn !== exchange);
      const betrayed = betrayedBy(exchange.reply.text, others);
      assert.deepEqual(
        isForAdministrators(exchange.call) ? betrayed.filter((what) => what !== hashName) : betrayed,
        [],
      );
    }
  });

  it('has no secret and no hash in any reply header but Set-Cookie', async () => {
    const { recording } = await world();
    for (const { call, reply } of recording.exchanges) {
      const headers = [...reply.headers].filter(([name]) => name !== 'set-cookie');
      assert.deepEqual(betrayedBy(JSON.stringify(headers), recording.secrets), [], call);
    }
  });

  if (kind === 'sqlite') {
    it('has no token, password or link as it was shown in the database file', async () => {
      const { app, recording } = await world();
      const files = ['keywright.db', 'keywright.db-wal'].map((name) => `${app.config.dataDir}/${name}`);
      const stored = files.map((file) => readFileSync(file, 'latin1')).join('');
      assert.ok(stored.includes(hash));
      const kept = recording.secrets.filter(({ what, value }) => what !== 'session token' && stored.includes(value));
      assert.deepEqual(
        kept.map(({ what }) => what),
        [],
      );
    });
  }
}
