import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../app/shell-route.tsx';

export const newPolicyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/projects/$projectId/rate-limits/new',
  component: lazyRouteComponent(() => import('./new-policy-page.tsx'), 'NewPolicyPage'),
});

export const policyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/projects/$projectId/rate-limits/$policyId',
  component: lazyRouteComponent(() => import('./policy-page.tsx'), 'PolicyPage'),
});
