import type { CredentialKind } from '@keywright/contract';
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
  readonly allowedNetworks: readonly string[];
  readonly version: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
  readonly createdAt: number;
}

/** A credential that was just minted, with its plaintext token. Exists for one reply; nothing else ever holds a token. */
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
    allowedNetworks: [...credential.allowedNetworks],
    expiresAt: toNullableInstant(credential.expiresAt),
    lastUsedAt: toNullableInstant(credential.lastUsedAt),
    revokedAt: toNullableInstant(credential.revokedAt),
    createdAt: toInstant(credential.createdAt),
    version: credential.version,
  };
}

/** The reply to a mint. */
export function presentMinted({ credential, token }: MintedCredential, publicPrefix: string) {
  const { lastUsedAt: _, revokedAt: __, version: ___, ...shown } = presentCredential(credential, publicPrefix);
  return { ...shown, secret: token };
}
