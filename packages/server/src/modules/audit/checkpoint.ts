import { equalInConstantTime, mac } from '../../kernel/crypto/digest.ts';
import { createSigningKey, type SigningKey } from '../../kernel/crypto/signing.ts';
import type { ChainEnd } from './chain.ts';

/** What the keys of the audit log are made of: 32 bytes each. */
export interface AuditSecrets {
  readonly signing: readonly [Uint8Array, ...Uint8Array[]];
  readonly head: readonly [Uint8Array, ...Uint8Array[]];
}

/** The keys of the audit log, the present one of each kind first; the others only verify what they once made. */
export interface AuditKeys {
  readonly signing: readonly [SigningKey, ...SigningKey[]];
  readonly head: readonly [Buffer, ...Buffer[]];
}

export function toAuditKeys({
  signing: [seed, ...formerSeeds],
  head: [head, ...formerHeads],
}: AuditSecrets): AuditKeys {
  const toKey = (bytes: Uint8Array) => createSigningKey(Buffer.from(bytes));
  return {
    signing: [toKey(seed), ...formerSeeds.map(toKey)],
    head: [Buffer.from(head), ...formerHeads.map((bytes) => Buffer.from(bytes))],
  };
}

/** A place of the chain, signed. `pruned`: the events up to and including it were removed on purpose. */
export interface Checkpoint extends ChainEnd {
  /** The checkpoint before it, so that none can be taken away; 0 for the first and for where a pruned log begins. */
  readonly previousSequence: number;
  readonly at: number;
  readonly pruned: boolean;
  readonly keyId: string;
  readonly signature: string;
}

/** The end of the chain, as it is kept. */
export interface Head extends ChainEnd {
  readonly checkpointSequence: number;
  readonly checkpointAt: number;
  readonly mac: string;
}

const checkpointEvery = 1000;
const checkpointAfterMs = 60_000;

/** Whether a chain that now ends at `sequence` wants a checkpoint. */
export const isCheckpointDue = (
  head: Pick<Head, 'checkpointSequence' | 'checkpointAt'>,
  sequence: number,
  now: number,
): boolean => sequence - head.checkpointSequence >= checkpointEvery || now - head.checkpointAt >= checkpointAfterMs;

const signedText = (checkpoint: Omit<Checkpoint, 'signature'>): string =>
  JSON.stringify([
    'keywright-audit-checkpoint',
    checkpoint.sequence,
    checkpoint.previousSequence,
    checkpoint.hash,
    checkpoint.at,
    checkpoint.pruned,
    checkpoint.keyId,
  ]);

export function signCheckpoint(keys: AuditKeys, checkpoint: Omit<Checkpoint, 'signature' | 'keyId'>): Checkpoint {
  const [key] = keys.signing;
  const unsigned = { ...checkpoint, keyId: key.id };
  return { ...unsigned, signature: key.sign(signedText(unsigned)) };
}

export function isGenuine(keys: AuditKeys, checkpoint: Checkpoint): boolean {
  const key = keys.signing.find(({ id }) => id === checkpoint.keyId);
  return key?.verify(signedText(checkpoint), checkpoint.signature) ?? false;
}

const headText = ({ sequence, hash, checkpointSequence, checkpointAt }: Omit<Head, 'mac'>): string =>
  JSON.stringify(['keywright-audit-head', sequence, hash, checkpointSequence, checkpointAt]);

export const sealHead = (keys: AuditKeys, head: Omit<Head, 'mac'>): Head => ({
  ...head,
  mac: mac(keys.head[0], headText(head)).toString('base64url'),
});

/** Whether this is a head that this instance wrote. */
export function isHeadGenuine(keys: AuditKeys, head: Head): boolean {
  return keys.head.some((key) => equalInConstantTime(mac(key, headText(head)).toString('base64url'), head.mac));
}
