import Type from 'typebox';
import {
  AdministeredCredential,
  AdministeredCredentialDetail,
  BlockedAddress,
  CredentialSearchQuery,
  Reason,
  UserSearchQuery,
} from '../schemas/administration.ts';
import { Id, None, Page, PageQuery, Strict } from '../schemas/fields.ts';
import { UserReply } from '../schemas/people.ts';
import { FiguresReply, UsageQuery, UsageReply } from '../schemas/usage.ts';
import { defineOperation } from './operation.ts';

const tag = 'Administration';
const credential = Strict({ credentialId: Id });
const user = Strict({ userId: Id });
const userReply = { status: 200, schema: UserReply } as const;

export const listCredentials = defineOperation({
  id: 'listCredentials',
  method: 'GET',
  path: '/api/v1/admin/credentials',
  tag,
  summary: 'All credentials of the instance, newest first, deleted ones included',
  needs: 'instance-admin',
  accepts: ['session'],
  params: None,
  query: CredentialSearchQuery,
  body: null,
  reply: { status: 200, schema: Page(AdministeredCredential) },
  errors: [],
});

export const getCredential = defineOperation({
  id: 'getCredential',
  method: 'GET',
  path: '/api/v1/admin/credentials/{credentialId}',
  tag,
  summary: 'One credential with the hash of its secret, never its value',
  needs: 'instance-admin',
  accepts: ['session'],
  params: credential,
  query: None,
  body: null,
  reply: { status: 200, schema: AdministeredCredentialDetail },
  errors: ['NOT_FOUND'],
});

export const getCredentialUsage = defineOperation({
  id: 'getCredentialUsage',
  method: 'GET',
  path: '/api/v1/admin/credentials/{credentialId}/usage',
  tag,
  summary: 'How often anybody’s credential was used, and with what outcome',
  needs: 'instance-admin',
  accepts: ['session'],
  params: credential,
  query: UsageQuery,
  body: null,
  reply: { status: 200, schema: UsageReply },
  errors: ['NOT_FOUND'],
});

export const getFigures = defineOperation({
  id: 'getFigures',
  method: 'GET',
  path: '/api/v1/admin/figures',
  tag,
  summary: 'The instance in figures: credentials by state, users, blocked addresses, uses in the last hour',
  needs: 'instance-admin',
  accepts: ['session'],
  params: None,
  query: None,
  body: null,
  reply: { status: 200, schema: FiguresReply },
  errors: [],
});

export const revokeCredential = defineOperation({
  id: 'revokeCredential',
  method: 'POST',
  path: '/api/v1/admin/credentials/{credentialId}/revoke',
  tag,
  summary: 'Revoke anybody’s credential, with a reason that its owner is told',
  needs: 'instance-admin',
  accepts: ['session'],
  params: credential,
  query: None,
  body: Strict({ reason: Reason }),
  reply: { status: 200, schema: AdministeredCredential },
  errors: ['NOT_FOUND'],
  audit: 'credential.revoke',
});

export const revokeUserCredentials = defineOperation({
  id: 'revokeUserCredentials',
  method: 'POST',
  path: '/api/v1/admin/users/{userId}/revoke-credentials',
  tag,
  summary: 'Revoke all PATs of a user, with a reason that they are told',
  needs: 'instance-admin',
  accepts: ['session'],
  params: user,
  query: None,
  body: Strict({ reason: Reason }),
  reply: { status: 200, schema: Type.Object({ revoked: Type.Integer({ minimum: 0 }) }) },
  errors: ['NOT_FOUND'],
  audit: 'user.revoke',
});

export const listUsers = defineOperation({
  id: 'listUsers',
  method: 'GET',
  path: '/api/v1/admin/users',
  tag,
  summary: 'All users of the instance, newest first',
  needs: 'instance-admin',
  accepts: ['session'],
  params: None,
  query: UserSearchQuery,
  body: null,
  reply: { status: 200, schema: Page(UserReply) },
  errors: [],
});

export const disableUser = defineOperation({
  id: 'disableUser',
  method: 'POST',
  path: '/api/v1/admin/users/{userId}/disable',
  tag,
  summary: 'Disable a user: sessions end, and PATs are refused from the next request on',
  needs: 'instance-admin',
  accepts: ['session'],
  params: user,
  query: None,
  body: null,
  reply: userReply,
  errors: ['NOT_FOUND', 'CONFLICT'],
  audit: 'user.disable',
});

export const enableUser = defineOperation({
  id: 'enableUser',
  method: 'POST',
  path: '/api/v1/admin/users/{userId}/enable',
  tag,
  summary: 'Enable a disabled user: the PATs that were not revoked work again',
  needs: 'instance-admin',
  accepts: ['session'],
  params: user,
  query: None,
  body: null,
  reply: userReply,
  errors: ['NOT_FOUND'],
  audit: 'user.enable',
});

export const listBlockedAddresses = defineOperation({
  id: 'listBlockedAddresses',
  method: 'GET',
  path: '/api/v1/admin/blocked-addresses',
  tag,
  summary: 'The addresses whose tokens are not looked at now, the latest first',
  needs: 'instance-admin',
  accepts: ['session'],
  params: None,
  query: PageQuery,
  body: null,
  reply: { status: 200, schema: Page(BlockedAddress) },
  errors: [],
});

export const removeBlockedAddress = defineOperation({
  id: 'removeBlockedAddress',
  method: 'DELETE',
  path: '/api/v1/admin/blocked-addresses/{blockId}',
  tag,
  summary: 'Let a blocked address present tokens again',
  needs: 'instance-admin',
  accepts: ['session'],
  params: Strict({ blockId: Id }),
  query: None,
  body: null,
  reply: { status: 204, schema: null },
  errors: ['NOT_FOUND'],
  audit: 'blocked-address.remove',
});
