import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';

/** What every route is given. */
export interface RouteContext {
  readonly queryClient: QueryClient;
}

/** Above every page: those of the shell, and the few that people see before they have signed in. */
export const rootRoute = createRootRouteWithContext<RouteContext>()({ component: Outlet });
