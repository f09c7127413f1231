import { type ExpressionBuilder, sql } from 'kysely';
import type { Reader } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import type { CredentialFigures, UserFigures } from './figures.ts';

type Credentials = ExpressionBuilder<Tables, 'credentials'>;

/** Counts the rows for which a condition holds. */
const countWhere = (condition: ReturnType<Credentials['and']>) =>
  sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;

/** How many credentials are in which state, in one pass over them. */
export async function countCredentials(
  reader: Reader,
  { now, soonMs, unusedMs }: { readonly now: number; readonly soonMs: number; readonly unusedMs: number },
): Promise<CredentialFigures> {
  const counts = await reader
    .selectFrom('credentials')
    .where('deletedAt', 'is', null)
    .select((eb) => {
      const unrevoked = eb('revokedAt', 'is', null);
      const active = eb.and([unrevoked, eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', now)])]);
      const unused = eb.or([eb('lastUsedAt', 'is', null), eb('lastUsedAt', '<', now - unusedMs)]);
      return [
        countWhere(active).as('active'),
        countWhere(eb.and([active, eb('expiresAt', '<=', now + soonMs)])).as('expiringSoon'),
        countWhere(eb.and([active, eb('expiresAt', 'is', null)])).as('neverExpiring'),
        countWhere(eb.and([active, unused, eb('createdAt', '<', now - unusedMs)])).as('unused'),
        countWhere(eb.and([unrevoked, eb('expiresAt', '<=', now)])).as('expired'),
        countWhere(eb('revokedAt', 'is not', null)).as('revoked'),
      ];
    })
    .executeTakeFirstOrThrow();
  const { active, expiringSoon, neverExpiring, unused, expired, revoked } = counts;
  return {
    active: Number(active),
    expiringSoon: Number(expiringSoon),
    neverExpiring: Number(neverExpiring),
    unused: Number(unused),
    expired: Number(expired),
    revoked: Number(revoked),
  };
}

export async function countUsers(reader: Reader): Promise<UserFigures> {
  const { all, disabled } = await reader
    .selectFrom('users')
    .select((eb) => [eb.fn.countAll<number>().as('all'), eb.fn.count<number>('disabledAt').as('disabled')])
    .executeTakeFirstOrThrow();
  return { active: Number(all) - Number(disabled), disabled: Number(disabled) };
}

export async function countBlockedAddresses(reader: Reader, now: number): Promise<number> {
  const { count } = await reader
    .selectFrom('blockedAddresses')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('blockedUntil', '>', now)
    .executeTakeFirstOrThrow();
  return Number(count);
}
