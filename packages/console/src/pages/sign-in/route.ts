import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ next }): { readonly next?: string } => (typeof next === 'string' ? { next } : {}),
  pendingComponent: () => null,
  component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
});
