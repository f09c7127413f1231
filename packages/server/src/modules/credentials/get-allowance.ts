import type { Input, Operations, Reply } from '@keywright/contract';
import { type Principal, personOf } from '../scopes/index.ts';
import { countLive } from './credential-store.ts';
import type { CredentialDeps } from './deps.ts';

/** How many live PATs the caller holds, of how many the platform allows. */
export async function getPatAllowance(
  { database, clock, catalogue }: CredentialDeps,
  principal: Principal,
  _input: Input<Operations['getPatAllowance']>,
): Promise<Reply<Operations['getPatAllowance']>> {
  const live = await countLive(database.reader, { userId: personOf(principal).userId }, clock.now());
  return { live, limit: catalogue.platform.limits.livePatsPerUser ?? null };
}

/** How many live API keys the project has, of how many the platform allows. */
export async function getApiKeyAllowance(
  { database, clock, catalogue }: CredentialDeps,
  _principal: Principal,
  { target }: Input<Operations['getApiKeyAllowance']>,
): Promise<Reply<Operations['getApiKeyAllowance']>> {
  const live = await countLive(database.reader, { projectId: target.projectId }, clock.now());
  return { live, limit: catalogue.platform.limits.liveApiKeysPerProject ?? null };
}
