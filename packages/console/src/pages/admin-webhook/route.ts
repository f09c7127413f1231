import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { adminRoute } from '../../administration/admin-route.ts';
import { defined, oneOf } from '../../administration/search-params.ts';
import { type DeliveryState, deliveryStates } from './delivery-state.ts';

export const adminWebhookRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/webhooks/$webhookId',
  validateSearch: ({ state }): { readonly state?: DeliveryState } => defined({ state: oneOf(deliveryStates, state) }),
  component: lazyRouteComponent(() => import('./webhook-page.tsx'), 'WebhookPage'),
});
