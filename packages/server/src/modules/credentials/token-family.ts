import { AppError, type FieldFault, type Input, type Operations } from '@keywright/contract';
import { toInstant, toNullableInstant } from '../../kernel/instant.ts';
import type { Credential, UsedAddress } from './credential.ts';

type MintBody = Input<Operations['mintToken']>['body'];

/** A PAT, as the snake_case family shows it. */
export function presentToken(credential: Credential, publicPrefix: string) {
  return {
    id: credential.id,
    token_prefix: publicPrefix,
    name: credential.name,
    note: credential.note,
    scopes: [...credential.scopes],
    level: credential.level,
    project_ids: [...credential.projectIds],
    allowed_networks: [...credential.allowedNetworks],
    rate_limit_policy_id: credential.rateLimitPolicyId,
    expires_at: toNullableInstant(credential.expiresAt),
    last_used_at: toNullableInstant(credential.lastUsedAt),
    last_used_address: credential.lastUsedAddress,
    revoked_at: toNullableInstant(credential.revokedAt),
    created_at: toInstant(credential.createdAt),
  };
}

/** An address that it was used from. */
export function presentTokenAddress({ address, firstUsedAt, lastUsedAt }: UsedAddress) {
  return { address, first_used_at: toInstant(firstUsedAt), last_used_at: toInstant(lastUsedAt) };
}

/** The body of a mint, as the other family writes it. */
export function toMintBody({
  project_ids,
  expires_at,
  rate_limit_policy_id,
  ...body
}: MintBody): Input<Operations['mintPat']>['body'] {
  return {
    ...body,
    ...(project_ids === undefined ? {} : { projectIds: project_ids }),
    ...(expires_at === undefined ? {} : { expiresAt: expires_at }),
    ...(rate_limit_policy_id === undefined ? {} : { rateLimitPolicyId: rate_limit_policy_id }),
  };
}

const toSnake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Renames the fields that an error names to what this family calls them. */
export async function inSnakeCase<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'VALIDATION_FAILED') throw error;
    const fields = (error.details.fields ?? []) as readonly FieldFault[];
    const renamed = fields.map((field) => ({ ...field, path: toSnake(field.path) }));
    throw new AppError('VALIDATION_FAILED', {
      detail: renamed.map(({ path, message }) => `${path}: ${message}`).join(' '),
      details: { fields: renamed },
    });
  });
}
