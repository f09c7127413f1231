import { Id, None, Page, PageQuery, Strict } from '../schemas/fields.ts';
import {
  CurrentTokenReply,
  MintedTokenReply,
  MintTokenBody,
  TokenDetail,
  TokenReply,
  UpdatedTokenReply,
  UpdateTokenBody,
} from '../schemas/token.ts';
import { defineOperation } from './operation.ts';

const tag = 'Tokens';
const token = Strict({ tokenId: Id });

export const mintToken = defineOperation({
  id: 'mintToken',
  method: 'POST',
  path: '/api/v1/tokens',
  tag,
  summary: 'Mint a PAT, restricted to projects if wished; the reply shows it, once',
  needs: 'own-tokens',
  accepts: ['session', 'pat'],
  params: None,
  query: None,
  body: MintTokenBody,
  reply: { status: 201, schema: MintedTokenReply },
  errors: ['UNKNOWN_SCOPE', 'SCOPE_ESCALATION', 'TOKEN_LIMIT_REACHED'],
  audit: 'pat.mint',
  secretReply: true,
});

export const listTokens = defineOperation({
  id: 'listTokens',
  method: 'GET',
  path: '/api/v1/tokens',
  tag,
  summary: 'Your PATs, newest first; deleted ones are not among them',
  needs: 'own-tokens',
  accepts: ['session', 'pat'],
  params: None,
  query: PageQuery,
  body: null,
  reply: { status: 200, schema: Page(TokenReply) },
  errors: [],
});

export const getCurrentToken = defineOperation({
  id: 'getCurrentToken',
  method: 'GET',
  path: '/api/v1/tokens/current',
  alias: '/api/tokens/current',
  tag,
  summary: 'The credential in use: what it may do, and why not more',
  needs: 'own-credential',
  accepts: ['pat', 'api-key'],
  params: None,
  query: None,
  body: null,
  reply: { status: 200, schema: CurrentTokenReply },
  errors: [],
});

export const getToken = defineOperation({
  id: 'getToken',
  method: 'GET',
  path: '/api/v1/tokens/{tokenId}',
  tag,
  summary: 'One of your PATs',
  needs: 'own-tokens',
  accepts: ['session', 'pat'],
  params: token,
  query: None,
  body: null,
  reply: { status: 200, schema: TokenDetail },
  errors: ['NOT_FOUND'],
});

export const updateToken = defineOperation({
  id: 'updateToken',
  method: 'PATCH',
  path: '/api/v1/tokens/{tokenId}',
  tag,
  summary: 'Rotate or revoke one of your PATs',
  description: '`rotate` shows the new token once; the old one ends at once unless a grace period is asked for.',
  needs: 'own-tokens',
  accepts: ['session', 'pat'],
  params: token,
  query: None,
  body: UpdateTokenBody,
  reply: { status: 200, schema: UpdatedTokenReply },
  errors: ['NOT_FOUND', 'CREDENTIAL_ENDED', 'CONFLICT', 'IDEMPOTENCY_MISMATCH'],
  audit: 'pat.rotate',
  secretReply: true,
  idempotent: true,
});

export const deleteToken = defineOperation({
  id: 'deleteToken',
  method: 'DELETE',
  path: '/api/v1/tokens/{tokenId}',
  tag,
  summary: 'End one of your PATs and remove it from listings',
  needs: 'own-tokens',
  accepts: ['session', 'pat'],
  params: token,
  query: None,
  body: null,
  reply: { status: 204, schema: null },
  errors: ['NOT_FOUND'],
  audit: 'pat.delete',
});
