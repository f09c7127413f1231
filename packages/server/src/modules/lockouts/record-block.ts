import type { Trx } from '../../db/database.ts';
import { toInstant } from '../../kernel/instant.ts';
import { countNotices, type TellDeps, tell } from '../notices/index.ts';
import { findAdministratorIds } from '../people/index.ts';
import type { Block } from './block.ts';

const hourMs = 3_600_000;
const maximumAdministrators = 50;
/** Beyond so many blocked networks an hour, one notice says so and the rest of the hour is silent. */
const toldPerHour = 10;

/**
 * Tells the administrators that an address was blocked: of a network once an hour, and of so many networks an hour at most, so
 * that whoever has many addresses cannot flood them.
 */
export async function tellOfBlock(deps: TellDeps, trx: Trx, block: Block): Promise<void> {
  const { network, failures, blockedUntil, createdAt } = block;
  const userIds = await findAdministratorIds(trx, maximumAdministrators);
  const [first] = userIds;
  if (first === undefined) return;
  const hour = Math.floor(createdAt / hourMs);
  const told = await countNotices(trx, first, 'address-blocked', hour * hourMs);
  const common = { kind: 'address-blocked', userIds, credentialId: null } as const;
  if (told < toldPerHour) {
    const message = `${network} was blocked until ${toInstant(blockedUntil)}, after ${failures} bad tokens in a row.`;
    const data = { network, failures, blockedUntil: toInstant(blockedUntil) };
    await tell(deps, trx, { ...common, message, data, once: `address-blocked:${hour}:${network}` });
    return;
  }
  const message = `More than ${toldPerHour} addresses were blocked within this hour. Further ones of it are not told one by one: see the blocked addresses.`;
  const data = { network: null, failures: null, blockedUntil: null };
  await tell(deps, trx, { ...common, message, data, once: `address-blocked:${hour}:more` });
}
