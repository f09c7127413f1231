import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../app/shell-route.tsx';
import type { State } from '../../credentials/credential.ts';

/** What of the list is shown. In the address, so that it can be linked to. */
export interface TokensSearch {
  readonly state?: State;
  readonly search?: string;
}

const isState = (value: unknown): value is State =>
  value === 'active' || value === 'expiring' || value === 'expired' || value === 'revoked';

export const tokensRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tokens',
  validateSearch: ({ state, search }): TokensSearch => ({
    ...(isState(state) ? { state } : {}),
    ...(typeof search === 'string' && search !== '' ? { search } : {}),
  }),
  component: lazyRouteComponent(() => import('./tokens-page.tsx'), 'TokensPage'),
});
