import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { adminRoute } from '../../administration/admin-route.ts';
import { defined, flagOf, textOf } from '../../administration/search-params.ts';
import type { UserFilter } from './user-filter.ts';

export const adminUsersRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/users',
  validateSearch: ({ search, disabled }): UserFilter => defined({ search: textOf(search), disabled: flagOf(disabled) }),
  component: lazyRouteComponent(() => import('./users-page.tsx'), 'UsersPage'),
});
