import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { adminRoute } from '../administration/admin-route.ts';
import { accountRoute } from '../pages/account/route.ts';
import { adminAuditRoute } from '../pages/admin-audit/route.ts';
import { adminBlockedAddressesRoute } from '../pages/admin-blocked-addresses/route.ts';
import { adminCredentialRoute } from '../pages/admin-credential/route.ts';
import { adminCredentialsRoute } from '../pages/admin-credentials/route.ts';
import { adminOverviewRoute } from '../pages/admin-overview/route.ts';
import { adminUsersRoute } from '../pages/admin-users/route.ts';
import { adminWebhookRoute } from '../pages/admin-webhook/route.ts';
import { adminWebhooksRoute } from '../pages/admin-webhooks/route.ts';
import { apiKeyRoute } from '../pages/api-key/route.ts';
import { homeRoute } from '../pages/home/route.ts';
import { invitationRoute } from '../pages/invitation/route.ts';
import { newApiKeyRoute } from '../pages/new-api-key/route.ts';
import { newTokenRoute } from '../pages/new-token/route.ts';
import { noticesRoute } from '../pages/notices/route.ts';
import { organizationRoute } from '../pages/organization/route.ts';
import { projectRoute } from '../pages/project/route.ts';
import { newPolicyRoute, policyRoute } from '../pages/rate-limit-policy/route.ts';
import { signInRoute } from '../pages/sign-in/route.ts';
import { tokenRoute } from '../pages/token/route.ts';
import { tokensRoute } from '../pages/tokens/route.ts';
import { LoadingState } from '../ui/loading-state.tsx';
import { FaultPage, MissingPage } from './fault-page.tsx';
import { rootRoute } from './root-route.tsx';
import { shellRoute } from './shell-route.tsx';

// Every page, once. A page is its folder and its line here.
const routeTree = rootRoute.addChildren([
  signInRoute,
  invitationRoute,
  shellRoute.addChildren([
    homeRoute,
    tokensRoute,
    newTokenRoute,
    tokenRoute,
    organizationRoute,
    projectRoute,
    newApiKeyRoute,
    apiKeyRoute,
    newPolicyRoute,
    policyRoute,
    noticesRoute,
    accountRoute,
    adminRoute.addChildren([
      adminOverviewRoute,
      adminCredentialsRoute,
      adminCredentialRoute,
      adminUsersRoute,
      adminBlockedAddressesRoute,
      adminWebhooksRoute,
      adminWebhookRoute,
      adminAuditRoute,
    ]),
  ]),
]);

/** The pages of the console, each loaded when it is first opened. */
export function createConsoleRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: LoadingState,
    defaultPendingMs: 300,
    defaultErrorComponent: FaultPage,
    defaultNotFoundComponent: MissingPage,
    scrollRestoration: true,
  });
}

export type ConsoleRouter = ReturnType<typeof createConsoleRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: ConsoleRouter;
  }
}
