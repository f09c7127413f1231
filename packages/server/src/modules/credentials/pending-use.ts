/** Beyond so many addresses of one credential between two writes, the earliest is forgotten. */
const addressesWaiting = 5;

/** The uses of one credential that are not written yet. */
export interface PendingUse {
  readonly credentialId: string;
  /** The latest use. */
  at: number;
  address: string;
  /** When they may be written: a minute after the last write. */
  readonly dueAt: number;
  /** Whence, with the first and the last time; the address used last stands last. */
  readonly addresses: Map<string, { readonly firstAt: number; lastAt: number }>;
}

export function createPendingUse(credentialId: string, address: string, at: number, dueAt: number): PendingUse {
  return { credentialId, at, address, dueAt, addresses: new Map([[address, { firstAt: at, lastAt: at }]]) };
}

/** Adds a use to those that wait. On the path of requests: two assignments where the address is that of the use before. */
export function addUse(pending: PendingUse, address: string, at: number): void {
  const { addresses } = pending;
  const seen = addresses.get(address);
  if (at >= pending.at) pending.at = at;
  if (seen !== undefined) seen.lastAt = Math.max(seen.lastAt, at);
  if (address === pending.address) return;
  pending.address = address;
  addresses.delete(address);
  addresses.set(address, seen ?? { firstAt: at, lastAt: at });
  if (addresses.size <= addressesWaiting) return;
  for (const oldest of addresses.keys()) {
    addresses.delete(oldest);
    break;
  }
}

/** What a write that failed had taken, before the uses that came since. */
export function mergeUses(earlier: PendingUse, later: PendingUse | undefined): PendingUse {
  if (later === undefined) return earlier;
  for (const [address, { firstAt, lastAt }] of later.addresses) {
    addUse(earlier, address, firstAt);
    addUse(earlier, address, lastAt);
  }
  return earlier;
}
