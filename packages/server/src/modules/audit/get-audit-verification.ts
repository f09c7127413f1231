import type { Input, Operations, Reply } from '@keywright/contract';
import { toInstant } from '../../kernel/instant.ts';
import type { Principal } from '../scopes/index.ts';
import { findCheckpointsAfter, findLatestCheckpoints } from './chain-store.ts';
import { type Checkpoint, isGenuine } from './checkpoint.ts';
import type { AuditDeps } from './deps.ts';
import { type Verification, verifyChain, verifySince } from './verify-chain.ts';

type Op = Operations['getAuditVerification'];

/** Verifies the end of the log, from the checkpoint before last on: a bounded piece of work. */
export async function getAuditVerification(
  deps: AuditDeps,
  principal: Principal,
  input: Input<Op>,
): Promise<Reply<Op>> {
  const { keys } = deps;
  const { reader } = deps.database;
  const [latest, beforeIt] = await findLatestCheckpoints(reader, 2);
  const [first] = await findCheckpointsAfter(reader, 0, 1);
  const verification: Verification =
    beforeIt === undefined ? await verifyChain(reader, keys) : await verifySince(reader, keys, beforeIt);
  const { fault, events, end } = verification;
  if (fault !== null && beforeIt !== undefined && (await isPruned(deps, beforeIt))) {
    return getAuditVerification(deps, principal, input);
  }
  return {
    verified: fault === null,
    fault: fault === null ? null : { ...fault },
    fromSequence: end.sequence - events + 1,
    throughSequence: end.sequence,
    checkpointAt: latest === undefined ? null : toInstant(latest.at),
    prunedThrough: first?.pruned === true ? first.sequence : 0,
  };
}

/** Whether the log was pruned past a checkpoint while it was being verified from there. */
async function isPruned({ database, keys }: AuditDeps, { sequence }: Checkpoint): Promise<boolean> {
  const [first] = await findCheckpointsAfter(database.reader, 0, 1);
  return first?.pruned === true && first.sequence > sequence && isGenuine(keys, first);
}
