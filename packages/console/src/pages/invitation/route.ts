import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

export const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  pendingComponent: () => null,
  component: lazyRouteComponent(() => import('./invitation-page.tsx'), 'InvitationPage'),
});
