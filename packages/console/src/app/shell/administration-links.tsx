import { useQuery } from '@tanstack/react-query';
import { Ban, KeyRound, LayoutDashboard, ScrollText, Users, Webhook } from '../../ui/icons.ts';
import { LinkNav } from '../../ui/links.tsx';
import { meQuery } from '../queries.ts';
import classes from './shell.module.css';

const iconSize = 17;
const pages = [
  { to: '/admin', label: 'Overview', Icon: LayoutDashboard },
  { to: '/admin/credentials', label: 'All credentials', Icon: KeyRound },
  { to: '/admin/users', label: 'Users', Icon: Users },
  { to: '/admin/blocked-addresses', label: 'Blocked addresses', Icon: Ban },
  { to: '/admin/webhooks', label: 'Webhooks', Icon: Webhook },
  { to: '/admin/audit-log', label: 'Audit log', Icon: ScrollText },
] as const;

/** What only instance administrators have. */
export function AdministrationLinks({ onFollow }: { readonly onFollow: () => void }) {
  const { data: me } = useQuery(meQuery);
  if (me?.instanceAdmin !== true) return null;
  return (
    <>
      <div className={classes.heading}>Administration</div>
      {pages.map(({ to, label, Icon }) => (
        <LinkNav
          key={to}
          to={to}
          className={classes.link ?? ''}
          label={label}
          leftSection={<Icon size={iconSize} />}
          activeOptions={{ exact: to === '/admin', includeSearch: false }}
          onClick={onFollow}
        />
      ))}
    </>
  );
}
