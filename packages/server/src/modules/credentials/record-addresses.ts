import type { Trx } from '../../db/database.ts';
import { type TellDeps, tellAtTimes } from '../notices/index.ts';
import { factsOf, nameOf } from './credential.ts';
import { findCredentialById, findPersonToTell } from './credential-store.ts';
import { homeNetworkOf } from './networks.ts';
import type { PendingUse } from './pending-use.ts';
import {
  deleteOldAddresses,
  findLastUsedAddresses,
  findSeenAddresses,
  keptAddresses,
  type SeenAddress,
  upsertAddresses,
} from './use-store.ts';

const dayMs = 86_400_000;

/**
 * Writes the addresses that credentials were used from, and tells the owner of a first use from a network that the credential was
 * not used from before: at most once a day for a credential, and not of its very first use. `lock` writes the times of last use,
 * which locks the credentials.
 */
export async function recordAddresses(
  deps: TellDeps,
  trx: Trx,
  uses: readonly PendingUse[],
  lock: () => Promise<void>,
): Promise<void> {
  const ids = uses.map(({ credentialId }) => credentialId);
  const before = await findLastUsedAddresses(trx, ids);
  await lock();
  const known = Map.groupBy(await findSeenAddresses(trx, ids), ({ credentialId }) => credentialId);
  const existing = new Map(before.map(({ id, lastUsedAddress }) => [id, lastUsedAddress]));
  const recorded = uses.filter(({ credentialId }) => existing.has(credentialId));
  await upsertAddresses(trx, recorded.flatMap(toSeen));
  for (const use of recorded) {
    const rows = known.get(use.credentialId) ?? [];
    const addresses = new Set([...rows.map(({ address }) => address), ...use.addresses.keys()]);
    if (addresses.size > keptAddresses) await deleteOldAddresses(trx, use.credentialId);
    const networks = new Set(rows.map(({ network }) => network));
    const last = existing.get(use.credentialId);
    if (last !== null && last !== undefined) networks.add(homeNetworkOf(last));
    const news = firstNew(use, networks);
    if (news !== undefined) await tellOfNetwork(deps, trx, use.credentialId, news);
  }
}

function toSeen({ credentialId, addresses }: PendingUse): readonly SeenAddress[] {
  return [...addresses].map(([address, { firstAt, lastAt }]) => ({
    credentialId,
    address,
    network: homeNetworkOf(address),
    firstUsedAt: firstAt,
    lastUsedAt: lastAt,
  }));
}

interface NewNetwork {
  readonly address: string;
  readonly network: string;
}

/** The first of these uses that came from a network that is not known; the very first of all is no news. */
function firstNew({ addresses }: PendingUse, networks: Set<string>): NewNetwork | undefined {
  const inTime = [...addresses].sort(([, a], [, b]) => a.firstAt - b.firstAt);
  for (const [address] of inTime) {
    const network = homeNetworkOf(address);
    if (networks.size === 0) networks.add(network);
    if (!networks.has(network)) return { address, network };
  }
  return undefined;
}

async function tellOfNetwork(deps: TellDeps, trx: Trx, id: string, { address, network }: NewNetwork): Promise<void> {
  const credential = await findCredentialById(trx, id);
  if (credential === undefined) return;
  const owner = await findPersonToTell(trx, credential);
  const message = `Your ${nameOf(credential)} was used from a network that is new for it: ${address} (${network}).`;
  const news = {
    kind: 'new-network',
    userIds: owner === null ? [] : [owner],
    credentialId: id,
    message,
    data: { ...factsOf(credential), address, network },
  } as const;
  await tellAtTimes(deps, trx, news, dayMs);
}
