import {
  AppError,
  type ClientFacts,
  type CredentialKind,
  type Operations,
  type Reply,
  toName,
  validationFailed,
} from '@keywright/contract';
import type { Static } from 'typebox';
import type { Trx } from '../../db/database.ts';
import { isUniqueViolation } from '../../db/faults.ts';
import type { AuditTarget, Commit } from '../audit/index.ts';
import { findProjectIds } from '../projects/index.ts';
import {
  actorId,
  boundProjects,
  credentialOf,
  grantScopes,
  organizationsOf,
  type Principal,
  reachesProject,
} from '../scopes/index.ts';
import { type Credential, type MintedCredential, presentMinted } from './credential.ts';
import { countLive, insertCredential, type Owner } from './credential-store.ts';
import type { CredentialDeps } from './deps.ts';
import { toExpiry } from './expiry.ts';
import { toGrant } from './grant.ts';
import { areWithin, toNetworks } from './networks.ts';
import { toPolicyId, unknownPolicy } from './policy-choice.ts';

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

type Draft = Pick<
  Credential,
  'name' | 'note' | 'scopes' | 'level' | 'projectIds' | 'allowedNetworks' | 'rateLimitPolicyId' | 'expiresAt'
>;

/** A prefix of 36 ** 8 that is taken is drawn again. Five in a row mean that something else is wrong. */
const prefixAttempts = 5;

/** Mints a credential. Its secret is hashed before the transaction, which must not wait for Argon2id. */
export async function mintCredential(
  deps: CredentialDeps,
  principal: Principal,
  request: MintRequest,
  commit: Commit,
): Promise<Reply<Operations['mintPat']>> {
  const draft = { ...toDraft(deps, principal, request), projectIds: await toProjectIds(deps, principal, request) };
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

/** The fields of the new credential, each checked. One that a bound credential mints is bound to the same networks. */
function toDraft(
  deps: CredentialDeps,
  principal: Principal,
  { kind, body, held }: MintRequest,
): Omit<Draft, 'projectIds'> {
  const parent = credentialOf(principal);
  const name = toName(body.name);
  const expiresAt = toExpiry(body.expiresAt, {
    now: deps.clock.now(),
    platform: deps.catalogue.platform,
    parentExpiresAt: parent?.expiresAt ?? null,
  });
  const allowedNetworks = toNetworks(body.allowedNetworks ?? parent?.allowedNetworks ?? []);
  if (parent !== undefined && !areWithin(allowedNetworks, parent.allowedNetworks)) {
    const message = `must lie within those of the credential in use: ${parent.allowedNetworks.join(', ')}.`;
    throw validationFailed({ path: 'allowedNetworks', code: 'BEYOND_PARENT', message });
  }
  const rateLimitPolicyId = toPolicyId(body.rateLimitPolicyId, parent?.rateLimitPolicyId ?? null);
  const grant = toGrant(deps.catalogue, { kind, scopes: body.scopes, level: body.level }, parent, (requested) =>
    grantScopes(deps.catalogue, requested, held),
  );
  return { name, note: body.note?.trim() ?? '', ...grant, allowedNetworks, rateLimitPolicyId, expiresAt };
}

/** The projects that a PAT is to be restricted to: ones that the caller can see and reach;
 * others do not exist for them. A PAT minted by a restricted one is restricted alike. */
async function toProjectIds(
  deps: CredentialDeps,
  principal: Principal,
  { kind, body }: MintRequest,
): Promise<readonly string[]> {
  if (kind === 'api-key') return [];
  const requested = [...new Set(body.projectIds ?? [])].sort();
  if (requested.length === 0) return boundProjects(principal) ?? [];
  const found = await findProjectIds(deps.database.reader, requested, organizationsOf(principal));
  const faults = requested.flatMap((id, index) =>
    found.has(id) && reachesProject(principal, id)
      ? []
      : [{ path: `projectIds[${index}]`, code: 'UNKNOWN_PROJECT', message: 'is no project that you can see.' }],
  );
  if (faults.length > 0) throw validationFailed(...faults);
  return requested;
}

async function mintOnce(
  deps: CredentialDeps,
  principal: Principal,
  request: MintRequest,
  draft: Draft,
  commit: Commit,
): Promise<MintedCredential> {
  const { kind, owner, organizationId, limit, client } = request;
  const projectId = 'projectId' in owner ? owner.projectId : null;
  const { token, secret, prefix, format } = deps.codec.make(kind, projectId ?? '');
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
    projectId,
    organizationId,
    version: 1,
    secretVersion: 1,
    lastUsedAt: null,
    lastUsedAddress: null,
    revokedAt: null,
    createdAt: now,
  };
  return commit(async (trx) => {
    await request.lockOwner(trx);
    await requireRoom(trx, owner, limit, now);
    await requirePolicy(deps, trx, principal, credential);
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

/** Makes sure that the policy of a credential is one that the caller can give it, and stays until the transaction ends. */
export async function requirePolicy(
  deps: Pick<CredentialDeps, 'policies'>,
  trx: Trx,
  principal: Principal,
  { rateLimitPolicyId: policyId, projectId }: Pick<Credential, 'rateLimitPolicyId' | 'projectId'>,
): Promise<void> {
  if (policyId === null) return;
  const inherited = credentialOf(principal)?.rateLimitPolicyId === policyId;
  if (!(await deps.policies.lockAssignable(trx, principal, { policyId, projectId, inherited }))) throw unknownPolicy();
}

/** A credential, as audit events name it. */
export function auditTargetOf(credential: Credential): AuditTarget {
  const { id, kind, name, prefix, scopes, level, organizationId, projectId, userId, rateLimitPolicyId } = credential;
  return {
    kind,
    id,
    ...(userId === null ? {} : { ownerUserId: userId }),
    ...(organizationId === null ? {} : { organizationId }),
    ...(projectId === null ? {} : { projectId }),
    details: {
      name,
      prefix,
      ...(level === null ? { scopes } : { level }),
      ...(rateLimitPolicyId === null ? {} : { rateLimitPolicyId }),
    },
  };
}
