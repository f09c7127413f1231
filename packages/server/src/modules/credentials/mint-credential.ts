import {
  AppError,
  type ClientFacts,
  type CredentialKind,
  type Operations,
  type Reply,
  toName,
} from '@keywright/contract';
import type { Static } from 'typebox';
import type { Trx } from '../../db/database.ts';
import { isUniqueViolation } from '../../db/faults.ts';
import type { AuditTarget, Commit } from '../audit/index.ts';
import { actorId, credentialOf, grantScopes, type Principal } from '../scopes/index.ts';
import { type Credential, type MintedCredential, presentMinted } from './credential.ts';
import { countLive, insertCredential, type Owner } from './credential-store.ts';
import type { CredentialDeps } from './deps.ts';
import { toExpiry } from './expiry.ts';
import { areWithin, toNetworks } from './networks.ts';

/** What both kinds of mint have in common: whose it is to be, and what may be granted. */
export interface MintRequest {
  readonly kind: CredentialKind;
  readonly owner: Owner;
  readonly organizationId: string | null;
  /** What the caller holds where the credential will act. */
  readonly held: ReadonlySet<string>;
  /** How many live ones the owner may have; undefined: as many as they like. */
  readonly limit: number | undefined;
  readonly body: Static<Operations['mintPat']['body']>;
  readonly client: ClientFacts;
  /** Locks the owner, so that two mints cannot both be the last one allowed, and refuses one that has ended. */
  readonly lockOwner: (trx: Trx) => Promise<void>;
}

type Draft = Pick<Credential, 'name' | 'note' | 'scopes' | 'allowedNetworks' | 'expiresAt'>;

/** A prefix of 36 ** 8 that is taken is drawn again. Five in a row mean that something else is wrong. */
const prefixAttempts = 5;

/** Mints a credential. Its secret is hashed before the transaction, which must not wait for Argon2id. */
export async function mintCredential(
  deps: CredentialDeps,
  principal: Principal,
  request: MintRequest,
  commit: Commit,
): Promise<Reply<Operations['mintPat']>> {
  const draft = toDraft(deps, principal, request);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const minted = await mintOnce(deps, principal, request, draft, commit);
      const { format, kind, prefix } = minted.credential;
      return presentMinted(minted, deps.codec.publicPrefix(format, kind, prefix));
    } catch (error) {
      if (attempt === prefixAttempts || !isUniqueViolation(error)) throw error;
    }
  }
}

/** The fields of the new credential, each checked. */
function toDraft(deps: CredentialDeps, principal: Principal, { body, held }: MintRequest): Draft {
  const parent = credentialOf(principal);
  const name = toName(body.name);
  const expiresAt = toExpiry(body.expiresAt, {
    now: deps.clock.now(),
    expiry: deps.catalogue.platform.expiry,
    parentExpiresAt: parent?.expiresAt ?? null,
  });
  const allowedNetworks = toNetworks(body.allowedNetworks ?? []);
  if (parent !== undefined && !areWithin(allowedNetworks, parent.allowedNetworks)) {
    const allowed = parent.allowedNetworks.join(', ');
    throw new AppError('VALIDATION_FAILED', {
      detail: `allowedNetworks must lie within those of the credential in use: ${allowed}.`,
      details: { fields: [{ path: 'allowedNetworks', code: 'BEYOND_PARENT', message: `must lie within ${allowed}.` }] },
    });
  }
  const scopes = grantScopes(deps.catalogue, body.scopes, held);
  return { name, note: body.note?.trim() ?? '', scopes, allowedNetworks, expiresAt };
}

async function mintOnce(
  deps: CredentialDeps,
  principal: Principal,
  request: MintRequest,
  draft: Draft,
  commit: Commit,
): Promise<MintedCredential> {
  const { kind, owner, organizationId, limit, client } = request;
  const { token, secret, prefix, format } = deps.codec.make(kind);
  const hashed = await deps.argon2.hash(client.address, secret);
  if (hashed.overloaded) throw new AppError('OVERLOADED', { retryAfterSeconds: 1 });

  const now = deps.clock.now();
  const credential: Credential = {
    ...draft,
    id: deps.nextId(),
    kind,
    format,
    prefix,
    userId: 'userId' in owner ? owner.userId : null,
    projectId: 'projectId' in owner ? owner.projectId : null,
    organizationId,
    version: 1,
    lastUsedAt: null,
    revokedAt: null,
    createdAt: now,
  };
  return commit(async (trx) => {
    await request.lockOwner(trx);
    await requireRoom(trx, owner, limit, now);
    await insertCredential(trx, { ...credential, secretHash: hashed.value, createdBy: actorId(principal) });
    return { reply: { credential, token }, target: auditTargetOf(credential) };
  });
}

async function requireRoom(trx: Trx, owner: Owner, limit: number | undefined, now: number): Promise<void> {
  if (limit === undefined || (await countLive(trx, owner, now)) < limit) return;
  throw new AppError('TOKEN_LIMIT_REACHED', {
    detail: `${limit} live ones are the most that this platform allows. Revoke one that is not needed, then mint again.`,
    details: { limit },
  });
}

/** A credential, as audit events name it. */
export function auditTargetOf(credential: Credential): AuditTarget {
  const { id, kind, name, prefix, scopes, organizationId, projectId } = credential;
  return {
    kind,
    id,
    ...(organizationId === null ? {} : { organizationId }),
    ...(projectId === null ? {} : { projectId }),
    details: { name, prefix, scopes },
  };
}
