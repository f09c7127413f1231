import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../app/shell-route.tsx';
import { readAuditFilter } from '../../audit/audit-filter.ts';
import type { State } from '../../credentials/credential.ts';

/** What of the API keys is shown. In the address, so that it can be linked to. */
export interface KeysSearch {
  readonly state?: State;
  readonly search?: string;
}

const isState = (value: unknown): value is State =>
  value === 'active' || value === 'expiring' || value === 'expired' || value === 'revoked';

const tabs = createRoute({
  getParentRoute: () => shellRoute,
  path: '/projects/$projectId',
  component: lazyRouteComponent(() => import('./project-page.tsx'), 'ProjectPage'),
});

const keysTab = createRoute({
  getParentRoute: () => tabs,
  path: '/',
  validateSearch: ({ state, search }): KeysSearch => ({
    ...(isState(state) ? { state } : {}),
    ...(typeof search === 'string' && search !== '' ? { search } : {}),
  }),
  component: lazyRouteComponent(() => import('./keys/keys-tab.tsx'), 'KeysTab'),
});

const limitsTab = createRoute({
  getParentRoute: () => tabs,
  path: '/rate-limits',
  /** Whose use is shown against the limits. */
  validateSearch: ({ token }): { readonly token?: string } =>
    typeof token === 'string' && token !== '' ? { token } : {},
  component: lazyRouteComponent(() => import('./limits/limits-tab.tsx'), 'LimitsTab'),
});

const throttlesTab = createRoute({
  getParentRoute: () => tabs,
  path: '/throttles',
  component: lazyRouteComponent(() => import('./throttles/throttles-tab.tsx'), 'ThrottlesTab'),
});

const auditTab = createRoute({
  getParentRoute: () => tabs,
  path: '/audit-log',
  validateSearch: readAuditFilter,
  component: lazyRouteComponent(() => import('./audit/audit-tab.tsx'), 'AuditTab'),
});

const settingsTab = createRoute({
  getParentRoute: () => tabs,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/settings-tab.tsx'), 'SettingsTab'),
});

/** A project, and its tabs. */
export const projectRoute = tabs.addChildren([keysTab, limitsTab, throttlesTab, auditTab, settingsTab]);
