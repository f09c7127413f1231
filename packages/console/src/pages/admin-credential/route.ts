import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { adminRoute } from '../../administration/admin-route.ts';
import { defined } from '../../administration/search-params.ts';
import { type Span, spans } from './spans.ts';

export const adminCredentialRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/credentials/$credentialId',
  validateSearch: ({ days }): { readonly days?: Span } => defined({ days: spans.find((span) => span === days) }),
  component: lazyRouteComponent(() => import('./credential-page.tsx'), 'CredentialPage'),
});
