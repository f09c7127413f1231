import { Group, Paper, SegmentedControl, Text, Title } from '@mantine/core';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { adminKeys } from '../../administration/administered.ts';
import { UsageChart } from '../../administration/usage-chart.tsx';
import { client } from '../../app/client.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { LoadingState } from '../../ui/loading-state.tsx';
import { type Span, spans } from './spans.ts';

const usageQuery = (credentialId: string, days: Span) =>
  queryOptions({
    queryKey: [...adminKeys.credentials, 'usage', credentialId, days],
    queryFn: ({ signal }) => client.getCredentialUsage({ params: { credentialId }, query: { days }, signal }),
  });

interface UsageProps {
  readonly credentialId: string;
  readonly days: Span;
  readonly onDays: (days: Span) => void;
}

/** How often a credential was used, and with what outcome. */
export function Usage({ credentialId, days, onDays }: UsageProps) {
  const usage = useQuery({ ...usageQuery(credentialId, days), placeholderData: keepPreviousData });
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Title order={2}>Usage</Title>
        <SegmentedControl
          aria-label="Days"
          data={spans.map((span) => ({ value: String(span), label: `${span} days` }))}
          value={String(days)}
          onChange={(value) => {
            const span = spans.find((each) => String(each) === value);
            if (span !== undefined) onDays(span);
          }}
        />
      </Group>
      {usage.isPending && <LoadingState />}
      {usage.isError && <ErrorState error={usage.error} onRetry={() => void usage.refetch()} />}
      {usage.data !== undefined && (
        <Paper withBorder radius="lg" p="md" style={{ borderColor: 'var(--kw-line)' }}>
          {usage.data.data.every(
            ({ allowed, denied, throttled, refused, failed }) => allowed + denied + throttled + refused + failed === 0,
          ) ? (
            <Text c="dimmed" py="xl" ta="center">
              Not used in these {days} days.
            </Text>
          ) : (
            <UsageChart label={`Uses over ${days} days`} step={usage.data.step} steps={usage.data.data} />
          )}
        </Paper>
      )}
    </>
  );
}
