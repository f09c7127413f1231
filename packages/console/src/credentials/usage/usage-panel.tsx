import { Button, Group, Paper, SegmentedControl, Skeleton, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { keepPreviousData, type QueryKey, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { ErrorState } from '../../ui/error-state.tsx';
import { OutcomeSplit } from './outcome-split.tsx';
import { nameOfStep, readSpan, type SpanDays, spansDays, spanWords, splitOf, totalOf, type Usage } from './outcomes.ts';
import classes from './usage.module.css';
import { UsageTable } from './usage-table.tsx';

// Charts weigh more than all the rest of a page, and are needed on few.
const UsageChart = lazy(() => import('./usage-chart.tsx').then(({ UsageChart }) => ({ default: UsageChart })));

export interface UsagePanelProps {
  /** What is known of it stands under this key. */
  readonly queryKey: QueryKey;
  load(days: SpanDays, signal: AbortSignal): Promise<Usage>;
  /** From the page’s address. */
  readonly days: SpanDays;
  readonly onDays: (days: SpanDays) => void;
}

const chartPx = 240;

/** How often a credential was used over time, and with what outcome. */
export function UsagePanel({ queryKey, load, days, onDays }: UsagePanelProps) {
  const usage = useQuery({
    queryKey: [...queryKey, days],
    queryFn: ({ signal }) => load(days, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <Paper withBorder radius="lg" p={{ base: 'md', sm: 'lg' }} className={classes.panel ?? ''}>
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <Title order={2}>Usage</Title>
          <SegmentedControl
            aria-label="How far back"
            size="xs"
            data={spansDays.map((span) => ({ value: String(span), label: spanWords[span] }))}
            value={String(days)}
            onChange={(value) => onDays(readSpan(value) ?? days)}
          />
        </Group>
        {usage.isError && <ErrorState error={usage.error} onRetry={() => void usage.refetch()} />}
        {usage.isPending && <Skeleton h={chartPx} radius="md" />}
        {usage.data !== undefined && <Shown usage={usage.data} days={days} />}
      </Stack>
    </Paper>
  );
}

function Shown({ usage, days }: { readonly usage: Usage; readonly days: SpanDays }) {
  const [asTable, table] = useDisclosure(false);
  const { total, of } = splitOf(usage.data);
  if (total === 0) return <Text c="dimmed">It was not used in the last {spanWords[days]}.</Text>;
  return (
    <>
      <OutcomeSplit of={of} />
      <figure className={classes.chart}>
        <VisuallyHidden component="figcaption">{summaryOf(usage, days)}</VisuallyHidden>
        <Suspense fallback={<Skeleton h={chartPx} radius="md" />}>
          <UsageChart usage={usage} />
        </Suspense>
      </figure>
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          {usage.step === 'hour' ? 'By the hour.' : 'By the day, in UTC.'} The latest uses come a few seconds late.
        </Text>
        <Button size="compact-xs" variant="subtle" aria-expanded={asTable} onClick={table.toggle}>
          {asTable ? 'Hide the numbers' : 'Show the numbers'}
        </Button>
      </Group>
      {asTable && <UsageTable usage={usage} />}
    </>
  );
}

/** The chart in a sentence. */
function summaryOf({ step, data }: Usage, days: SpanDays): string {
  const { total } = splitOf(data);
  const busiest = data.reduce((most, each) => (totalOf(each) > totalOf(most) ? each : most));
  const when = nameOfStep(step, busiest.at);
  return `A chart of ${total} uses in the last ${spanWords[days]}, by the ${step}. The most were ${totalOf(busiest)}, at ${when}.`;
}
