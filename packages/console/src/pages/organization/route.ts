import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../app/shell-route.tsx';
import { readOrganizationSearch } from './organization-search.ts';

export const organizationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/organizations/$organization',
  validateSearch: readOrganizationSearch,
  component: lazyRouteComponent(() => import('./organization-page.tsx'), 'OrganizationPage'),
});
