import { Box, Button, Group, ScrollArea, Skeleton, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { type Outcome, outcomes, type Step, type StepLength, toStepWords, totalsOf } from './outcomes.ts';
import classes from './usage-chart.module.css';

const UsageBars = lazy(() => import('./usage-bars.tsx'));

interface UsageChartProps {
  /** What it shows, in words. */
  readonly label: string;
  readonly step: StepLength;
  readonly steps: readonly Step[];
  /** Which outcomes; all of them where this is absent. */
  readonly only?: readonly Outcome[];
}

const heightPx = 220;

/** Uses over time by their outcome: bars, with what they add up to, and the same as a table for whoever does not see bars. */
export function UsageChart({ label, step, steps, only }: UsageChartProps) {
  const [opened, { toggle }] = useDisclosure(false);
  const shown = totalsOf(steps).filter(({ name, total }) => only?.includes(name) ?? (total > 0 || name === 'allowed'));
  const names = shown.map(({ name }) => name);
  return (
    <Box component="figure" m={0} className={classes.figure ?? ''} aria-label={label}>
      <Box component="figcaption" mb="md">
        <Group gap="4px 20px">
          {shown.map(({ name, label: word, color, total }) => (
            <Text key={name} size="sm" className={classes.key ?? ''}>
              <span className={classes.swatch} style={{ background: color }} /> {word}{' '}
              <strong>{total.toLocaleString('en')}</strong>
            </Text>
          ))}
          <Button ml="auto" size="compact-xs" variant="subtle" color="gray" aria-expanded={opened} onClick={toggle}>
            {opened ? 'Hide the table' : 'Show as a table'}
          </Button>
        </Group>
      </Box>
      <div aria-hidden style={{ height: heightPx }}>
        <Suspense fallback={<Skeleton height={heightPx} radius="md" />}>
          <UsageBars
            heightPx={heightPx}
            data={steps.map((each) => ({ ...each, when: toStepWords(each.at, step) }))}
            series={outcomes.filter(({ name }) => names.includes(name))}
          />
        </Suspense>
      </div>
      {opened && <Steps label={label} step={step} steps={steps} names={names} />}
    </Box>
  );
}

interface StepsProps extends Pick<UsageChartProps, 'label' | 'step' | 'steps'> {
  readonly names: readonly Outcome[];
}

function Steps({ label, step, steps, names }: StepsProps) {
  const some = steps.filter((each) => names.some((name) => each[name] > 0));
  if (some.length === 0) return <Text c="dimmed">None in this time.</Text>;
  return (
    <ScrollArea.Autosize mah={320} mt="md" viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': label }}>
      <Table aria-label={label} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{step === 'day' ? 'Day (UTC)' : 'From'}</Table.Th>
            {outcomes.map(({ name, label: word }) => names.includes(name) && <Table.Th key={name}>{word}</Table.Th>)}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {some.map((each) => (
            <Table.Tr key={each.at}>
              <Table.Td>{toStepWords(each.at, step)}</Table.Td>
              {outcomes.map(({ name }) => names.includes(name) && <Table.Td key={name}>{each[name]}</Table.Td>)}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}
