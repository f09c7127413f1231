import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../app/shell-route.tsx';
import { readCredentialSearch } from '../../credentials/credential-search.ts';

export const apiKeyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/projects/$projectId/api-keys/$keyId',
  validateSearch: readCredentialSearch,
  component: lazyRouteComponent(() => import('./api-key-page.tsx'), 'ApiKeyPage'),
});
