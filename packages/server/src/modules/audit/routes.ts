import {
  getAuditExport,
  getMyAuditExport,
  getOrganizationAuditExport,
  getProjectAuditExport,
} from './export-events.ts';
import { getAuditVerification } from './get-audit-verification.ts';
import {
  listAuditEvents,
  listMyAuditEvents,
  listOrganizationAuditEvents,
  listProjectAuditEvents,
} from './list-events.ts';

import { listThrottles } from './list-throttles.ts';

export const routes = {
  listThrottles,
  listProjectAuditEvents,
  getProjectAuditExport,
  listOrganizationAuditEvents,
  getOrganizationAuditExport,
  listMyAuditEvents,
  getMyAuditExport,
  listAuditEvents,
  getAuditExport,
  getAuditVerification,
};
