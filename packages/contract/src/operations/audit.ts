import { AuditEventReply, AuditExportQuery, AuditQuery, AuditVerificationReply } from '../schemas/audit.ts';
import { Id, None, Page, Strict } from '../schemas/fields.ts';
import { OrganizationRef } from '../schemas/organization.ts';
import { defineOperation } from './operation.ts';

const tag = 'Audit log';
const everyKind = ['session', 'pat', 'api-key'] as const;
const listing = {
  query: AuditQuery,
  body: null,
  reply: { status: 200, schema: Page(AuditEventReply) },
  errors: [],
} as const;
const streaming = {
  query: AuditExportQuery,
  body: null,
  reply: { status: 200, schema: null, stream: true },
  errors: [],
} as const;

const ofProject = { needs: 'audit.read', accepts: everyKind, params: Strict({ projectId: Id }) } as const;
const ofOrganization = {
  needs: 'audit.read',
  accepts: everyKind,
  params: Strict({ organization: OrganizationRef }),
} as const;
const ofCaller = { needs: 'own-tokens', accepts: ['session', 'pat'], params: None } as const;
const ofInstance = { needs: 'instance-admin', accepts: ['session'], params: None } as const;

export const listProjectAuditEvents = defineOperation({
  id: 'listProjectAuditEvents',
  method: 'GET',
  path: '/api/v1/projects/{projectId}/audit-log',
  tag,
  summary: 'What was done in a project, newest first: uses of credentials, refused ones, changes',
  ...ofProject,
  ...listing,
});

export const getProjectAuditExport = defineOperation({
  id: 'getProjectAuditExport',
  method: 'GET',
  path: '/api/v1/projects/{projectId}/audit-log/export',
  tag,
  summary: 'The same as NDJSON or CSV, all of it',
  ...ofProject,
  ...streaming,
});

export const listOrganizationAuditEvents = defineOperation({
  id: 'listOrganizationAuditEvents',
  method: 'GET',
  path: '/api/v1/organizations/{organization}/audit-log',
  tag,
  summary: 'What was done in an organization and its projects, newest first',
  ...ofOrganization,
  ...listing,
});

export const getOrganizationAuditExport = defineOperation({
  id: 'getOrganizationAuditExport',
  method: 'GET',
  path: '/api/v1/organizations/{organization}/audit-log/export',
  tag,
  summary: 'The same as NDJSON or CSV, all of it',
  ...ofOrganization,
  ...streaming,
});

export const listMyAuditEvents = defineOperation({
  id: 'listMyAuditEvents',
  method: 'GET',
  path: '/api/v1/users/me/audit-log',
  tag,
  summary: 'What you and your tokens did, and what was done to them, newest first',
  ...ofCaller,
  ...listing,
});

export const getMyAuditExport = defineOperation({
  id: 'getMyAuditExport',
  method: 'GET',
  path: '/api/v1/users/me/audit-log/export',
  tag,
  summary: 'The same as NDJSON or CSV, all of it',
  ...ofCaller,
  ...streaming,
});

export const listAuditEvents = defineOperation({
  id: 'listAuditEvents',
  method: 'GET',
  path: '/api/v1/admin/audit-log',
  tag,
  summary: 'What was done on the instance, newest first',
  ...ofInstance,
  ...listing,
});

export const getAuditExport = defineOperation({
  id: 'getAuditExport',
  method: 'GET',
  path: '/api/v1/admin/audit-log/export',
  tag,
  summary: 'The same as NDJSON or CSV, all of it',
  ...ofInstance,
  ...streaming,
});

export const getAuditVerification = defineOperation({
  id: 'getAuditVerification',
  method: 'GET',
  path: '/api/v1/admin/audit-log/verification',
  tag,
  summary: 'Whether the end of the audit log is as it was written',
  description:
    'Verifies the events since the checkpoint before last, at most a few thousand. The whole log is verified by the command `keywright-server audit verify`.',
  ...ofInstance,
  query: None,
  body: null,
  reply: { status: 200, schema: AuditVerificationReply },
  errors: [],
});
