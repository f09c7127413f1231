import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { adminRoute } from '../../administration/admin-route.ts';
import { toFilter } from './filter.ts';

export const adminCredentialsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/credentials',
  validateSearch: toFilter,
  component: lazyRouteComponent(() => import('./credentials-page.tsx'), 'CredentialsPage'),
});
