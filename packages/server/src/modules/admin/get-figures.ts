import type { Input, Operations, Reply } from '@keywright/contract';
import type { Principal } from '../scopes/index.ts';
import { findInstanceUsage } from '../usage/index.ts';
import type { AdminDeps } from './deps.ts';
import { countBlockedAddresses, countCredentials, countUsers } from './figures-store.ts';

type Op = Operations['getFigures'];

const dayMs = 86_400_000;
const soonMs = 14 * dayMs;
const unusedMs = 90 * dayMs;
const shownMinutes = 60;

/** The instance in figures. Goes once over all credentials: for a page that people look at, not for polling. */
export async function getFigures(deps: AdminDeps, _principal: Principal, _input: Input<Op>): Promise<Reply<Op>> {
  const { reader } = deps.database;
  const now = deps.clock.now();
  return {
    credentials: await countCredentials(reader, { now, soonMs, unusedMs }),
    users: await countUsers(reader),
    blockedAddresses: await countBlockedAddresses(reader, now),
    lastHour: await findInstanceUsage(reader, shownMinutes, now),
  };
}
