import { Button, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { adminKeys } from '../../administration/administered.ts';
import { UsageChart } from '../../administration/usage-chart.tsx';
import { client } from '../../app/client.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { RefreshCw } from '../../ui/icons.ts';
import { LoadingState } from '../../ui/loading-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { CredentialCards, InstanceCards } from './cards.tsx';
import classes from './overview.module.css';
import { States } from './states.tsx';

const figuresQuery = queryOptions({
  queryKey: adminKeys.figures,
  queryFn: ({ signal }) => client.getFigures({ signal }),
});

/** The instance in figures. */
export function OverviewPage() {
  const figures = useQuery(figuresQuery);
  return (
    <>
      <PageHeader
        title="Administration"
        description="This instance in figures."
        actions={
          <Button
            variant="default"
            leftSection={<RefreshCw size={16} />}
            loading={figures.isRefetching}
            onClick={() => void figures.refetch()}
          >
            Refresh
          </Button>
        }
      />
      {figures.isPending && <LoadingState />}
      {figures.isError && <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />}
      {figures.data !== undefined && (
        <Stack gap="xl">
          <section aria-labelledby="credentials">
            <Title order={2} mb="sm" id="credentials">
              Credentials
            </Title>
            <CredentialCards credentials={figures.data.credentials} />
            <States credentials={figures.data.credentials} />
          </section>
          <section aria-labelledby="instance">
            <Title order={2} mb="sm" id="instance">
              Users and addresses
            </Title>
            <InstanceCards figures={figures.data} />
          </section>
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" component="section" aria-label="The last hour">
            <Paper withBorder radius="lg" p="md" className={classes.card ?? ''}>
              <Title order={2} mb={2}>
                Refused checks
              </Title>
              <Text c="dimmed" mb="md">
                Minute by minute over the last hour.
              </Text>
              <UsageChart
                label="Refused checks per minute over the last hour"
                step="minute"
                steps={figures.data.lastHour}
                only={['refused']}
              />
            </Paper>
            <Paper withBorder radius="lg" p="md" className={classes.card ?? ''}>
              <Title order={2} mb={2}>
                Uses
              </Title>
              <Text c="dimmed" mb="md">
                What credentials were used for, by outcome.
              </Text>
              <UsageChart
                label="Uses per minute over the last hour, by outcome"
                step="minute"
                steps={figures.data.lastHour}
                only={['allowed', 'denied', 'throttled', 'failed']}
              />
            </Paper>
          </SimpleGrid>
        </Stack>
      )}
    </>
  );
}
