import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../app/shell-route.tsx';

export const newApiKeyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/projects/$projectId/api-keys/new',
  component: lazyRouteComponent(() => import('./new-api-key-page.tsx'), 'NewApiKeyPage'),
});
