import { AppError, type Input, legacyFormat, type Operations, type Reply } from '@keywright/contract';
import type { Static } from 'typebox';
import { isUniqueViolation } from '../../db/faults.ts';
import { toNullableInstant } from '../../kernel/instant.ts';
import type { Commit } from '../audit/index.ts';
import { actorId, credentialOf, effectiveScopes, type Principal, personOf } from '../scopes/index.ts';
import { type Credential, presentMinted } from './credential.ts';
import { findCredential, lockCredential, type Owner } from './credential-store.ts';
import type { CredentialDeps } from './deps.ts';
import { toExpiry } from './expiry.ts';
import { findIdempotencyKey, insertIdempotencyKey } from './idempotency-store.ts';
import { auditTargetOf } from './mint-credential.ts';
import { graceEnd, rotationDigest, rotationRandom } from './rotation-secret.ts';
import { updateRotated } from './secret-store.ts';
import { insertSuperseded } from './superseded-secret-store.ts';
import type { NewToken } from './token-codec.ts';
import { requireWithinCaller } from './within-caller.ts';

type Body = Static<Operations['rotatePat']['body']>;
type Rotated = Reply<Operations['rotatePat']>;

/** How long a reply can be had again under its Idempotency-Key. */
const repeatableMs = 600_000;

export interface RotateRequest {
  readonly owner: Owner;
  readonly id: string;
  readonly body: Body;
  readonly idempotencyKey: string | undefined;
  readonly address: string;
}

/**
 * Replaces a secret in place: id and prefix stay. The old secret ends with the answer, unless a grace period is asked for.
 * Of concurrent rotations one wins and the others get `CONFLICT`. A revoked credential is `CREDENTIAL_ENDED`, an expired
 * one too unless a new expiry is given.
 */
export async function rotateCredential(
  deps: CredentialDeps,
  principal: Principal,
  request: RotateRequest,
  commit: Commit,
): Promise<Rotated> {
  const repeated = await findRepeated(deps, principal, request);
  if (repeated !== undefined) return repeated;
  try {
    return await rotateOnce(deps, principal, request, commit);
  } catch (error) {
    if (!lostTheRace(error)) throw error;
    const concurrent = await findRepeated(deps, principal, request);
    if (concurrent === undefined) throw error;
    return concurrent;
  }
}

/** Whether another rotation came first. It may have been the same request, sent twice at once. */
const lostTheRace = (error: unknown): boolean =>
  isUniqueViolation(error) || (error instanceof AppError && error.code === 'CONFLICT');

function requireRotatable(credential: Credential | undefined, expiresAt: number | null, now: number): Credential {
  if (credential === undefined) throw new AppError('NOT_FOUND');
  if (credential.revokedAt !== null) throw new AppError('CREDENTIAL_ENDED');
  if (expiresAt !== null && expiresAt <= now) {
    throw new AppError('CREDENTIAL_ENDED', { detail: 'It has expired. Give a new expiresAt to rotate it.' });
  }
  return credential;
}

async function rotateOnce(
  deps: CredentialDeps,
  principal: Principal,
  request: RotateRequest,
  commit: Commit,
): Promise<Rotated> {
  const { owner, id, body, idempotencyKey, address } = request;
  const now = deps.clock.now();
  const found = await findCredential(deps.database.reader, owner, id);
  const expiresAt =
    body.expiresAt === undefined
      ? (found?.expiresAt ?? null)
      : toExpiry(body.expiresAt, {
          now,
          platform: deps.catalogue.platform,
          parentExpiresAt: credentialOf(principal)?.expiresAt ?? null,
        });
  const present = requireRotatable(found, expiresAt, now);
  requireWithinCaller(deps.catalogue, {
    credential: present,
    expiresAt,
    by: credentialOf(principal),
    held: present.organizationId === null ? undefined : effectiveScopes(principal, present.organizationId),
  });
  const nonce = deps.random.token(16);
  const token = makeToken(deps, present, nonce, idempotencyKey);
  const hashed = await deps.argon2.hash(address, token.secret);
  if (hashed.overloaded) throw new AppError('OVERLOADED', { retryAfterSeconds: 1 });
  const graceEndsAt = graceEnd(body.gracePeriodSeconds, {
    now,
    platform: deps.catalogue.platform,
    expiries: [present.expiresAt, expiresAt],
  });

  return commit(async (trx) => {
    const locked = requireRotatable(await lockCredential(trx, owner, id), expiresAt, now);
    if (locked.secretVersion !== present.secretVersion) {
      throw new AppError('CONFLICT', { detail: 'It was rotated at the same moment. Use the secret of that rotation.' });
    }
    const { credential, formerHash } = await updateRotated(trx, id, {
      secretHash: hashed.value,
      format: token.format,
      expiresAt,
      endGraceOnFirstUse: graceEndsAt !== null && body.endGraceOnFirstUse === true,
      now,
    });
    const validUntil = graceEndsAt ?? now;
    await insertSuperseded(trx, { id: deps.nextId(), credentialId: id, secretHash: formerHash, validUntil }, now);
    if (idempotencyKey !== undefined) {
      await insertIdempotencyKey(
        trx,
        {
          id: deps.nextId(),
          actorId: actorId(principal),
          keyDigest: rotationDigest(deps.rotationKey, idempotencyKey),
          requestDigest: requestDigest(deps, request),
          credentialId: id,
          secretVersion: credential.secretVersion,
          graceEndsAt,
          nonce,
          expiresAt: now + repeatableMs,
        },
        now,
      );
    }
    const reply = presentRotated(deps, credential, token, graceEndsAt);
    return { reply, target: auditTargetOf(credential), changed: [`credential:${id}`] };
  });
}

/** A legacy key becomes a token of the format that the platform mints now. */
function makeToken(
  deps: CredentialDeps,
  { kind, projectId, format, prefix }: Credential,
  nonce: string,
  idempotencyKey: string | undefined,
): NewToken {
  const random = idempotencyKey === undefined ? deps.random : rotationRandom(deps.rotationKey, nonce, idempotencyKey);
  const present = format === legacyFormat ? deps.codec.mintedFormat(kind) : format;
  return deps.codec.remake({ kind, projectId: projectId ?? '', format: present, prefix }, random);
}

function presentRotated(
  deps: CredentialDeps,
  credential: Credential,
  { token }: NewToken,
  graceEndsAt: number | null,
): Rotated {
  const { format, kind, prefix } = credential;
  const minted = presentMinted({ credential, token }, deps.codec.publicPrefix(format, kind, prefix));
  return { ...minted, graceEndsAt: toNullableInstant(graceEndsAt) };
}

function requestDigest(deps: CredentialDeps, { id, body }: RotateRequest): string {
  return rotationDigest(deps.rotationKey, JSON.stringify([id, body]));
}

/** The reply that was sent under this Idempotency-Key before, made again; undefined where there was none. */
async function findRepeated(
  deps: CredentialDeps,
  principal: Principal,
  request: RotateRequest,
): Promise<Rotated | undefined> {
  const { idempotencyKey, owner, id } = request;
  if (idempotencyKey === undefined) return undefined;
  const keyDigest = rotationDigest(deps.rotationKey, idempotencyKey);
  const reader = deps.database.reader;
  const answered = await findIdempotencyKey(reader, actorId(principal), keyDigest, deps.clock.now());
  if (answered === undefined) return undefined;
  if (answered.requestDigest !== requestDigest(deps, request)) throw new AppError('IDEMPOTENCY_MISMATCH');
  const credential = await findCredential(reader, owner, id);
  if (credential === undefined) throw new AppError('NOT_FOUND');
  if (credential.revokedAt !== null) throw new AppError('CREDENTIAL_ENDED');
  if (credential.secretVersion !== answered.secretVersion) {
    throw new AppError('CONFLICT', { detail: 'It has been rotated again since. That secret no longer works.' });
  }
  const token = makeToken(deps, credential, answered.nonce, idempotencyKey);
  return presentRotated(deps, credential, token, answered.graceEndsAt);
}

export async function rotateApiKey(
  deps: CredentialDeps,
  principal: Principal,
  { params, body, target, client, idempotencyKey }: Input<Operations['rotateApiKey']>,
  commit: Commit,
): Promise<Reply<Operations['rotateApiKey']>> {
  const owner = { projectId: target.projectId };
  const request = { owner, id: params.keyId, body, idempotencyKey, address: client.address };
  return rotateCredential(deps, principal, request, commit);
}

export async function rotatePat(
  deps: CredentialDeps,
  principal: Principal,
  { params, body, client, idempotencyKey }: Input<Operations['rotatePat']>,
  commit: Commit,
): Promise<Reply<Operations['rotatePat']>> {
  const owner = { userId: personOf(principal).userId };
  const request = { owner, id: params.patId, body, idempotencyKey, address: client.address };
  return rotateCredential(deps, principal, request, commit);
}
