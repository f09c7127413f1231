import { createRoute, redirect } from '@tanstack/react-router';
import { shellRoute } from '../../app/shell-route.tsx';

/** What most people come for. */
export const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/tokens' });
  },
});
