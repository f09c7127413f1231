import { setImmediate } from 'node:timers/promises';
import type { Database, Trx } from '../../db/database.ts';
import { toInstant } from '../../kernel/instant.ts';
import { findTold, type TellDeps, tell } from '../notices/index.ts';
import { factsOf, nameOf } from './credential.ts';
import { lockAnyCredential } from './credential-store.ts';
import { type After, type Expiring, findExpiring } from './expiring-store.ts';
import { dueNotice, horizonMs, remaining } from './expiry-notice.ts';

const pageSize = 500;
const perTransaction = 50;

type Deps = TellDeps & { readonly database: Database };
type Due = Expiring & { readonly days: number; readonly once: string };

/**
 * Tells owners of credentials that expire soon: 14, 7 and 1 days before, each once for a credential and expiry. May run on many
 * nodes at once and after any downtime, of which only the most urgent notice remains. Reads in pages and lets requests have
 * their turn between them.
 */
export async function recordExpiring(deps: Deps): Promise<void> {
  const now = deps.clock.now();
  let after: After = { expiresAt: now, id: '' };
  for (;;) {
    const page = await findExpiring(deps.database.reader, after, now + horizonMs, pageSize);
    await tellDue(deps, page.flatMap(toDue(now)));
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last;
    await setImmediate();
  }
}

function toDue(now: number): (expiring: Expiring) => readonly Due[] {
  return (expiring) => {
    const days = dueNotice(expiring, now);
    if (days === undefined) return [];
    return [{ ...expiring, days, once: `credential-expiring:${expiring.id}:${expiring.expiresAt}:${days}` }];
  };
}

async function tellDue(deps: Deps, due: readonly Due[]): Promise<void> {
  const told = await findTold(deps.database.reader, due);
  // In the order of ids, as whoever locks several credentials does.
  const untold = due.filter((each) => !told.has(each)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (let from = 0; from < untold.length; from += perTransaction) {
    await deps.database.transaction(async (trx) => {
      for (const each of untold.slice(from, from + perTransaction)) await tellOne(deps, trx, each);
    });
  }
}

/** Tells of one, unless it was revoked or given another expiry since it was read. */
async function tellOne(deps: Deps, trx: Trx, { id, expiresAt, days, userId, once }: Due): Promise<void> {
  const credential = await lockAnyCredential(trx, id);
  if (credential === undefined || credential.revokedAt !== null || credential.expiresAt !== expiresAt) return;
  const when = remaining(expiresAt, deps.clock.now());
  await tell(deps, trx, {
    kind: 'credential-expiring',
    userIds: userId === null ? [] : [userId],
    credentialId: id,
    message: `Your ${nameOf(credential)} expires ${when}, at ${toInstant(expiresAt)}. Rotate it to keep it in use.`,
    data: { ...factsOf(credential), expiresAt: toInstant(expiresAt), days },
    once,
  });
}
