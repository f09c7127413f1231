import { toInstant, toNullableInstant } from '../../kernel/instant.ts';
import type { Credential } from '../credentials/index.ts';

/** A credential with whose it is and how it ended, as the store reads it. */
export interface AdministeredCredential
  extends Omit<Credential, 'userId' | 'projectId' | 'organizationId' | 'version' | 'secretVersion'> {
  readonly legacy: boolean;
  readonly revokedBy: string | null;
  readonly revokedReason: string | null;
  readonly deletedAt: number | null;
  readonly createdBy: string;
  readonly secretHash: string;
  readonly user: { readonly id: string; readonly email: string; readonly name: string } | null;
  readonly project: { readonly id: string; readonly name: string; readonly organizationId: string } | null;
}

/** As the API shows it, with the hash: only the detail’s schema lets it through. */
export function presentAdministered(credential: AdministeredCredential, publicPrefix: string) {
  return {
    ...credential,
    prefix: publicPrefix,
    scopes: [...credential.scopes],
    projectIds: [...credential.projectIds],
    allowedNetworks: [...credential.allowedNetworks],
    expiresAt: toNullableInstant(credential.expiresAt),
    lastUsedAt: toNullableInstant(credential.lastUsedAt),
    revokedAt: toNullableInstant(credential.revokedAt),
    deletedAt: toNullableInstant(credential.deletedAt),
    createdAt: toInstant(credential.createdAt),
  };
}

/** What administrators may filter by. Instants in epoch milliseconds. */
export interface CredentialFilter {
  readonly search?: string;
  readonly kind?: 'pat' | 'api-key';
  readonly organization?: string;
  readonly userId?: string;
  readonly revoked?: boolean;
  readonly expired?: boolean;
  readonly expires?: boolean;
  readonly createdAfter?: number;
  readonly createdBefore?: number;
  readonly usedAfter?: number;
  readonly usedBefore?: number;
  readonly expiresBefore?: number;
}
