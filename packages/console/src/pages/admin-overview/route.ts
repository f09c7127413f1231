import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { adminRoute } from '../../administration/admin-route.ts';

export const adminOverviewRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./overview-page.tsx'), 'OverviewPage'),
});
