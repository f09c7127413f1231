import { useSuspenseQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { meQuery } from '../app/queries.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ShieldOff } from '../ui/icons.ts';
import { LinkButton } from '../ui/links.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** Spares whoever is no administrator a page of refusals. What they may do, the service alone decides. */
export function AdminGate() {
  const { data: me } = useSuspenseQuery(meQuery);
  if (me.instanceAdmin) return <Outlet />;
  return (
    <>
      <PageHeader title="Administration" />
      <EmptyState
        icon={<ShieldOff size={22} />}
        title="This is for instance administrators"
        action={
          <LinkButton to="/tokens" variant="default">
            Go to my tokens
          </LinkButton>
        }
      >
        Your account is not one. Ask whoever runs this Keywright.
      </EmptyState>
    </>
  );
}
