import {
  AllowanceReply,
  CredentialDetail,
  CredentialListQuery,
  CredentialSummary,
  MintApiKeyBody,
  MintedCredentialReply,
  RotateCredentialBody,
  RotatedCredentialReply,
  UpdateCredentialBody,
} from '../schemas/credential.ts';
import { Id, None, Page, Strict } from '../schemas/fields.ts';
import { UsageQuery, UsageReply } from '../schemas/usage.ts';
import { defineOperation } from './operation.ts';

const tag = 'API keys';
const everyKind = ['session', 'pat', 'api-key'] as const;
const project = Strict({ projectId: Id });
const apiKey = Strict({ projectId: Id, keyId: Id });

export const mintApiKey = defineOperation({
  id: 'mintApiKey',
  method: 'POST',
  path: '/api/v1/projects/{projectId}/api-keys',
  tag,
  summary: 'Mint an API key; the reply shows its secret, once',
  description:
    'Scopes must be a subset of what the caller holds in the project’s organization. A key minted under another ' +
    'credential lies within that credential’s expiry and networks.',
  needs: 'api-keys.write',
  accepts: everyKind,
  params: project,
  query: None,
  body: MintApiKeyBody,
  reply: { status: 201, schema: MintedCredentialReply },
  errors: ['UNKNOWN_SCOPE', 'SCOPE_ESCALATION', 'TOKEN_LIMIT_REACHED', 'CONFLICT'],
  audit: 'api-key.mint',
  secretReply: true,
});

export const listApiKeys = defineOperation({
  id: 'listApiKeys',
  method: 'GET',
  path: '/api/v1/projects/{projectId}/api-keys',
  tag,
  summary: 'The API keys of a project, newest first, revoked and expired ones included',
  needs: 'api-keys.read',
  accepts: everyKind,
  params: project,
  query: CredentialListQuery,
  body: null,
  reply: { status: 200, schema: Page(CredentialSummary) },
  errors: [],
});

export const getApiKeyAllowance = defineOperation({
  id: 'getApiKeyAllowance',
  method: 'GET',
  path: '/api/v1/projects/{projectId}/api-key-allowance',
  tag,
  summary: 'How many live API keys the project has, of how many the platform allows',
  needs: 'api-keys.read',
  accepts: everyKind,
  params: project,
  query: None,
  body: null,
  reply: { status: 200, schema: AllowanceReply },
  errors: [],
});

export const getApiKey = defineOperation({
  id: 'getApiKey',
  method: 'GET',
  path: '/api/v1/projects/{projectId}/api-keys/{keyId}',
  tag,
  summary: 'One API key',
  needs: 'api-keys.read',
  accepts: everyKind,
  params: apiKey,
  query: None,
  body: null,
  reply: { status: 200, schema: CredentialDetail },
  errors: ['NOT_FOUND'],
  etag: 'sent',
});

export const updateApiKey = defineOperation({
  id: 'updateApiKey',
  method: 'PATCH',
  path: '/api/v1/projects/{projectId}/api-keys/{keyId}',
  tag,
  summary: 'Change the name, note, allowed networks or rate-limit policy of an API key',
  needs: 'api-keys.write',
  accepts: everyKind,
  params: apiKey,
  query: None,
  body: UpdateCredentialBody,
  reply: { status: 200, schema: CredentialSummary },
  errors: ['NOT_FOUND', 'CREDENTIAL_ENDED'],
  audit: 'api-key.update',
  etag: 'required',
});

export const revokeApiKey = defineOperation({
  id: 'revokeApiKey',
  method: 'DELETE',
  path: '/api/v1/projects/{projectId}/api-keys/{keyId}',
  tag,
  summary: 'Revoke an API key: idempotent, and in force on the next request',
  needs: 'api-keys.write',
  accepts: everyKind,
  params: apiKey,
  query: None,
  body: null,
  reply: { status: 204, schema: null },
  errors: ['NOT_FOUND'],
  audit: 'api-key.revoke',
});

export const rotateApiKey = defineOperation({
  id: 'rotateApiKey',
  method: 'POST',
  path: '/api/v1/projects/{projectId}/api-keys/{keyId}/rotate',
  tag,
  summary: 'Replace the secret of an API key; the reply shows the new one, once',
  description:
    'Id and prefix stay. The old secret ends at once unless a grace period is asked for. The caller gets the secret, so ' +
    'they must hold the scopes of the key.',
  needs: 'api-keys.write',
  accepts: everyKind,
  params: apiKey,
  query: None,
  body: RotateCredentialBody,
  reply: { status: 200, schema: RotatedCredentialReply },
  errors: ['NOT_FOUND', 'SCOPE_ESCALATION', 'CREDENTIAL_ENDED', 'CONFLICT', 'IDEMPOTENCY_MISMATCH'],
  audit: 'api-key.rotate',
  secretReply: true,
  idempotent: true,
});

export const getApiKeyUsage = defineOperation({
  id: 'getApiKeyUsage',
  method: 'GET',
  path: '/api/v1/projects/{projectId}/api-keys/{keyId}/usage',
  tag,
  summary: 'How often an API key was used, and with what outcome',
  needs: 'api-keys.read',
  accepts: everyKind,
  params: apiKey,
  query: UsageQuery,
  body: null,
  reply: { status: 200, schema: UsageReply },
  errors: ['NOT_FOUND'],
});
