import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../app/shell-route.tsx';
import { readCredentialSearch } from '../../credentials/credential-search.ts';

export const tokenRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tokens/$tokenId',
  validateSearch: readCredentialSearch,
  component: lazyRouteComponent(() => import('./token-page.tsx'), 'TokenPage'),
});
