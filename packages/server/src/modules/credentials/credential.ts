import { type CredentialKind, legacyFormat } from '@keywright/contract';
import { toInstant, toNullableInstant } from '../../kernel/instant.ts';

/** A credential, as rows hold it, without its secret’s hash. */
export interface Credential {
  readonly id: string;
  readonly kind: CredentialKind;
  readonly format: string;
  readonly prefix: string;
  readonly userId: string | null;
  readonly projectId: string | null;
  readonly organizationId: string | null;
  readonly name: string;
  readonly note: string;
  readonly scopes: readonly string[];
  readonly level: string | null;
  readonly projectIds: readonly string[];
  readonly allowedNetworks: readonly string[];
  readonly rateLimitPolicyId: string | null;
  readonly version: number;
  /** 1 when minted, one more with each rotation. */
  readonly secretVersion: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
  readonly lastUsedAddress: string | null;
  readonly revokedAt: number | null;
  readonly createdAt: number;
}

/** The columns of a credential that are read, which are all but those about its secret and its end. */
export const credentialColumns = [
  'id',
  'kind',
  'format',
  'prefix',
  'userId',
  'projectId',
  'organizationId',
  'name',
  'note',
  'scopes',
  'level',
  'projectIds',
  'allowedNetworks',
  'rateLimitPolicyId',
  'version',
  'secretVersion',
  'expiresAt',
  'lastUsedAt',
  'lastUsedAddress',
  'revokedAt',
  'createdAt',
] as const;

/** A credential, as the database holds it: lists are JSON. */
export type CredentialRow = Omit<Credential, 'scopes' | 'projectIds' | 'allowedNetworks'> & {
  readonly scopes: string;
  readonly projectIds: string;
  readonly allowedNetworks: string;
};

export function toCredential(row: CredentialRow): Credential {
  return {
    ...row,
    scopes: JSON.parse(row.scopes) as string[],
    projectIds: JSON.parse(row.projectIds) as string[],
    allowedNetworks: JSON.parse(row.allowedNetworks) as string[],
  };
}

/** A credential that was just minted or rotated, with its plaintext token. Exists for one reply; nothing else ever holds a token. */
export interface MintedCredential {
  readonly credential: Credential;
  readonly token: string;
}

/** A credential, as listings show it. */
export function presentCredential(credential: Credential, publicPrefix: string) {
  return {
    id: credential.id,
    prefix: publicPrefix,
    name: credential.name,
    note: credential.note,
    scopes: [...credential.scopes],
    level: credential.level,
    projectIds: [...credential.projectIds],
    allowedNetworks: [...credential.allowedNetworks],
    rateLimitPolicyId: credential.rateLimitPolicyId,
    legacy: credential.format === legacyFormat,
    expiresAt: toNullableInstant(credential.expiresAt),
    lastUsedAt: toNullableInstant(credential.lastUsedAt),
    lastUsedAddress: credential.lastUsedAddress,
    revokedAt: toNullableInstant(credential.revokedAt),
    createdAt: toInstant(credential.createdAt),
    version: credential.version,
  };
}

/** The reply to a mint. */
export function presentMinted({ credential, token }: MintedCredential, publicPrefix: string) {
  const {
    lastUsedAt: _,
    lastUsedAddress: __,
    revokedAt: ___,
    version: ____,
    legacy: _____,
    ...shown
  } = presentCredential(credential, publicPrefix);
  return { ...shown, secret: token };
}

/** An address that a credential was used from. */
export interface UsedAddress {
  readonly address: string;
  readonly firstUsedAt: number;
  readonly lastUsedAt: number;
}

/** As the API shows it. */
export function presentAddress({ address, firstUsedAt, lastUsedAt }: UsedAddress) {
  return { address, firstUsedAt: toInstant(firstUsedAt), lastUsedAt: toInstant(lastUsedAt) };
}

/** What a credential is, in a sentence. */
export const nameOf = ({ kind, name }: Pick<Credential, 'kind' | 'name'>): string =>
  `${kind === 'pat' ? 'token' : 'API key'} “${name}”`;

/** A credential in facts, as webhooks get it. */
export function factsOf({ id, kind, name, userId, projectId, organizationId }: Credential) {
  return { credential: { id, kind, name, userId, projectId, organizationId } };
}
