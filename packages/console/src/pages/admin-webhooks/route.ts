import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { adminRoute } from '../../administration/admin-route.ts';

export const adminWebhooksRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./webhooks-page.tsx'), 'WebhooksPage'),
});
