import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { meQuery } from './queries.ts';
import { isSignedOut } from './query-client.ts';
import { rootRoute } from './root-route.tsx';

/** Above every page that needs somebody signed in: who is not is asked to, and led back. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (!isSignedOut(error)) throw error;
      throw redirect({ to: '/sign-in', search: { next: location.href } });
    }
  },
  pendingComponent: () => null,
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
});
