import { createLink, useLocation } from '@tanstack/react-router';
import { type ComponentProps, useEffect, useRef } from 'react';
import classes from './tabs.module.css';

// The link itself says which one is open: `aria-current` and `data-status`.
const Tab = createLink((props: ComponentProps<'a'>) => <a {...props} className={classes.tab} />);

/** The parts of a project, each at an address of its own. */
export function Tabs({ projectId }: { readonly projectId: string }) {
  const params = { projectId };
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  // On a phone the open tab may lie outside of the window: the row is moved, the page is not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: which tab is open is known by the path
  useEffect(() => {
    const [row, open] = [nav.current, nav.current?.querySelector<HTMLElement>('[aria-current]')];
    if (row != null && open != null) row.scrollLeft = open.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
  }, [pathname]);
  return (
    <nav ref={nav} aria-label="Project" className={classes.tabs}>
      <Tab to="/projects/$projectId" params={params} activeOptions={{ exact: true, includeSearch: false }}>
        API keys
      </Tab>
      <Tab to="/projects/$projectId/rate-limits" params={params} activeOptions={{ includeSearch: false }}>
        Rate limits
      </Tab>
      <Tab to="/projects/$projectId/throttles" params={params}>
        Throttles
      </Tab>
      <Tab to="/projects/$projectId/audit-log" params={params} activeOptions={{ includeSearch: false }}>
        Audit log
      </Tab>
      <Tab to="/projects/$projectId/settings" params={params}>
        Settings
      </Tab>
    </nav>
  );
}
