import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { adminRoute } from '../../administration/admin-route.ts';

export const adminBlockedAddressesRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/blocked-addresses',
  component: lazyRouteComponent(() => import('./blocked-addresses-page.tsx'), 'BlockedAddressesPage'),
});
