import {
  AllowanceReply,
  CredentialDetail,
  CredentialListQuery,
  CredentialSummary,
  MintedCredentialReply,
  MintPatBody,
  PatAccessReply,
  RotateCredentialBody,
  RotatedCredentialReply,
  UpdateCredentialBody,
} from '../schemas/credential.ts';
import { Id, None, Page, Strict } from '../schemas/fields.ts';
import { UsageQuery, UsageReply } from '../schemas/usage.ts';
import { defineOperation } from './operation.ts';

const tag = 'Personal access tokens';
const pat = Strict({ patId: Id });

export const mintPat = defineOperation({
  id: 'mintPat',
  method: 'POST',
  path: '/api/v1/users/me/pats',
  tag,
  summary: 'Mint a PAT; the reply shows its secret, once',
  description: 'Its scopes are an upper bound: each request has those of them that the owner holds at that moment.',
  needs: 'own-tokens',
  accepts: ['session', 'pat'],
  params: None,
  query: None,
  body: MintPatBody,
  reply: { status: 201, schema: MintedCredentialReply },
  errors: ['UNKNOWN_SCOPE', 'SCOPE_ESCALATION', 'TOKEN_LIMIT_REACHED'],
  audit: 'pat.mint',
  secretReply: true,
});

export const listPats = defineOperation({
  id: 'listPats',
  method: 'GET',
  path: '/api/v1/users/me/pats',
  tag,
  summary: 'Your PATs, newest first, revoked and expired ones included',
  needs: 'own-tokens',
  accepts: ['session', 'pat'],
  params: None,
  query: CredentialListQuery,
  body: null,
  reply: { status: 200, schema: Page(CredentialSummary) },
  errors: [],
});

export const getPatAllowance = defineOperation({
  id: 'getPatAllowance',
  method: 'GET',
  path: '/api/v1/users/me/pat-allowance',
  tag,
  summary: 'How many live PATs you hold, of how many the platform allows',
  needs: 'own-tokens',
  accepts: ['session', 'pat'],
  params: None,
  query: None,
  body: null,
  reply: { status: 200, schema: AllowanceReply },
  errors: [],
});

export const getPat = defineOperation({
  id: 'getPat',
  method: 'GET',
  path: '/api/v1/users/me/pats/{patId}',
  tag,
  summary: 'One of your PATs',
  needs: 'own-tokens',
  accepts: ['session', 'pat'],
  params: pat,
  query: None,
  body: null,
  reply: { status: 200, schema: CredentialDetail },
  errors: ['NOT_FOUND'],
  etag: 'sent',
});

export const updatePat = defineOperation({
  id: 'updatePat',
  method: 'PATCH',
  path: '/api/v1/users/me/pats/{patId}',
  tag,
  summary: 'Change the name, note, allowed networks or rate-limit policy of a PAT',
  needs: 'own-tokens',
  accepts: ['session', 'pat'],
  params: pat,
  query: None,
  body: UpdateCredentialBody,
  reply: { status: 200, schema: CredentialSummary },
  errors: ['NOT_FOUND', 'CREDENTIAL_ENDED'],
  audit: 'pat.update',
  etag: 'required',
});

export const revokePat = defineOperation({
  id: 'revokePat',
  method: 'DELETE',
  path: '/api/v1/users/me/pats/{patId}',
  tag,
  summary: 'Revoke one of your PATs: idempotent, and in force on the next request',
  needs: 'own-tokens',
  accepts: ['session', 'pat'],
  params: pat,
  query: None,
  body: null,
  reply: { status: 204, schema: null },
  errors: ['NOT_FOUND'],
  audit: 'pat.revoke',
});

export const rotatePat = defineOperation({
  id: 'rotatePat',
  method: 'POST',
  path: '/api/v1/users/me/pats/{patId}/rotate',
  tag,
  summary: 'Replace the secret of a PAT; the reply shows the new one, once',
  description: 'Id and prefix stay. The old secret ends at once unless a grace period is asked for.',
  needs: 'own-tokens',
  accepts: ['session', 'pat'],
  params: pat,
  query: None,
  body: RotateCredentialBody,
  reply: { status: 200, schema: RotatedCredentialReply },
  errors: ['NOT_FOUND', 'CREDENTIAL_ENDED', 'CONFLICT', 'IDEMPOTENCY_MISMATCH'],
  audit: 'pat.rotate',
  secretReply: true,
  idempotent: true,
});

export const getPatUsage = defineOperation({
  id: 'getPatUsage',
  method: 'GET',
  path: '/api/v1/users/me/pats/{patId}/usage',
  tag,
  summary: 'How often one of your PATs was used, and with what outcome',
  needs: 'own-tokens',
  accepts: ['session', 'pat'],
  params: pat,
  query: UsageQuery,
  body: null,
  reply: { status: 200, schema: UsageReply },
  errors: ['NOT_FOUND'],
});

export const getPatAccess = defineOperation({
  id: 'getPatAccess',
  method: 'GET',
  path: '/api/v1/users/me/pats/{patId}/access',
  tag,
  summary: 'What one of your PATs may do in each of your organizations at this moment, and what it lacks there',
  description: 'The rights that it has while it is live; what ended has none.',
  needs: 'own-tokens',
  accepts: ['session'],
  params: pat,
  query: None,
  body: null,
  reply: { status: 200, schema: PatAccessReply },
  errors: ['NOT_FOUND'],
});
