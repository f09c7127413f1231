import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { adminRoute } from '../../administration/admin-route.ts';
import { readAuditFilter } from '../../audit/audit-filter.ts';

export const adminAuditRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/audit-log',
  validateSearch: readAuditFilter,
  component: lazyRouteComponent(() => import('./audit-page.tsx'), 'AuditPage'),
});
