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
  readonly version: number;
  /** 1 when minted, one more with each rotation. */
  readonly secretVersion: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
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
  'version',
  'secretVersion',
  'expiresAt',
  'lastUsedAt',
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
    legacy: credential.format === legacyFormat,
    expiresAt: toNullableInstant(credential.expiresAt),
    lastUsedAt: toNullableInstant(credential.lastUsedAt),
    revokedAt: toNullableInstant(credential.revokedAt),
    createdAt: toInstant(credential.createdAt),
    version: credential.version,
  };
}

/** The reply to a mint. */
export function presentMinted({ credential, token }: MintedCredential, publicPrefix: string) {
  const {
    lastUsedAt: _,
    revokedAt: __,
    version: ___,
    legacy: ____,
    ...shown
  } = presentCredential(credential, publicPrefix);
  return { ...shown, secret: token };
}
