import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../app/shell-route.tsx';

export const newTokenRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tokens/new',
  component: lazyRouteComponent(() => import('./new-token-page.tsx'), 'NewTokenPage'),
});
