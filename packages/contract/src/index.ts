/**
 * What the Keywright API promises, as data and pure functions: operations, errors, permissions, token formats and the
 * platform file. No I/O and nothing of Node: it runs wherever JavaScript does.
 */
export { AppError, type ErrorCode, type ErrorExtras, errors, type FieldFault, validationFailed } from './errors.ts';
export { toName } from './name.ts';
export { createOpenApi } from './openapi.ts';
export { errorsOf, type OperationId, type Operations, operations } from './operations/index.ts';
export {
  type AuditAction,
  type ClientFacts,
  type Input,
  type Operation,
  type PrincipalKind,
  principalKinds,
  type Reply,
  type ReplyBody,
  type Target,
  type TextStream,
} from './operations/operation.ts';
export { isPermission, type Permission, permissionNames, permissions } from './permissions.ts';
export * from './platform-file/index.ts';
export { type GuardedPrincipal, GuardReply, GuardRequest } from './schemas/gate.ts';
export { type NoticeKind, noticeKinds } from './schemas/notice.ts';
export { type WebhookKind, webhookTypes } from './schemas/webhook.ts';
export * from './token-format/index.ts';
export { type IfMatch, readIfMatch, requireVersion, toEtag } from './version.ts';
