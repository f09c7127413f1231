import { Container } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { CircleHelp } from '../ui/icons.ts';
import { LinkButton } from '../ui/links.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** In the place of a page that failed. */
export function FaultPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Container size="sm" py="xl">
      <ErrorState error={error} onRetry={retry} />
    </Container>
  );
}

/** At an address that is nobody’s. */
export function MissingPage() {
  return (
    <Container component="main" size="sm" py="xl">
      <PageHeader title="There is no such page" />
      <EmptyState
        icon={<CircleHelp />}
        title="Nothing is at this address"
        action={
          <LinkButton to="/tokens" variant="default">
            Go to my tokens
          </LinkButton>
        }
      >
        The address may be mistyped, or what it led to is gone.
      </EmptyState>
    </Container>
  );
}
