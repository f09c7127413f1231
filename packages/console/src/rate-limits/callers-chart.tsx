import { Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { bucketsOf } from './bucket.ts';
import { type Caller, callersOf, toCount, toTime } from './callers.ts';
import classes from './callers-chart.module.css';
import { type Picture, pictureOf } from './picture.ts';
import type { RateName, Rule } from './rule.ts';

/** What a burst caller and a steady caller would see of a rule, drawn over time and told in words. */
export function CallersChart({ rule, heading }: { readonly rule: Rule; readonly heading: string }) {
  const [wanted, setWanted] = useState<RateName>();
  // Typing goes before drawing.
  const drawn = useDeferredValue(rule);
  const buckets = useMemo(() => bucketsOf(drawn), [drawn]);
  const shown = buckets.find(({ rate }) => rate === wanted) ?? buckets[0];
  const callers = useMemo(() => (shown === undefined ? undefined : callersOf(buckets, shown)), [buckets, shown]);
  if (callers === undefined || shown === undefined) {
    return <Text c="dimmed">Give it a rate, and you see here what callers would see.</Text>;
  }
  const choose = (value: string) => setWanted(buckets.find(({ rate }) => rate === value)?.rate);
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Title order={3} size="h5">
          {heading}
        </Title>
        {buckets.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label="Which rate is looked at"
            value={shown.rate}
            onChange={choose}
            data={buckets.map(({ rate, unit }) => ({ value: rate, label: `Per ${unit}` }))}
          />
        )}
      </Group>
      <Lane name="Burst caller" caller={callers.burst} buckets={buckets} spanMs={callers.spanMs} />
      <Lane name="Steady caller" caller={callers.steady} buckets={buckets} spanMs={callers.spanMs} />
      <Group gap="md" className={classes.legend ?? ''} aria-hidden>
        <span data-mark="admitted">admitted</span>
        <span data-mark="refused">refused with 429</span>
        <span data-mark="level">free places</span>
      </Group>
    </Stack>
  );
}

interface LaneProps {
  readonly name: string;
  readonly caller: Caller;
  readonly buckets: ReturnType<typeof bucketsOf>;
  readonly spanMs: number;
}

/** One caller. The caption says all that the picture shows. */
function Lane({ name, caller, buckets, spanMs }: LaneProps) {
  const picture = useMemo(() => pictureOf(buckets, caller.outcomes, spanMs), [buckets, caller, spanMs]);
  const { admitted, refused } = caller;
  return (
    <figure className={classes.lane}>
      <figcaption>
        <Text fw={550} span>
          {name}
        </Text>{' '}
        <Text c="dimmed" span>
          {caller.does} Over {toTime(spanMs)}: {toCount(admitted)} admitted,{' '}
          {refused === 0 ? 'none refused' : `${toCount(refused)} refused`}.
        </Text>
      </figcaption>
      <Drawing picture={picture} spanMs={spanMs} />
      <div className={classes.axis} aria-hidden>
        <span>0</span>
        <span>{toTime(spanMs)}</span>
      </div>
    </figure>
  );
}

const width = 600;
const height = 72;
const barWidth = 6;

function Drawing({ picture, spanMs }: { readonly picture: Picture; readonly spanMs: number }) {
  const { bars, levels, highest, places } = picture;
  const x = (atMs: number) => (atMs / spanMs) * (width - barWidth);
  const bar = (requests: number) => (requests / highest) * (height - 4);
  const points = levels.map(
    ({ atMs, free }) => `${x(atMs).toFixed(1)},${(height - (free / places) * (height - 4)).toFixed(1)}`,
  );
  return (
    <svg className={classes.drawing} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <polygon className={classes.level} points={`0,${height} ${points.join(' ')} ${width - barWidth},${height}`} />
      {bars.map(({ atMs, admitted, refused }) => (
        <g key={atMs}>
          <rect
            className={classes.admitted}
            x={x(atMs)}
            y={height - bar(admitted)}
            width={barWidth}
            height={bar(admitted)}
          />
          <rect
            className={classes.refused}
            x={x(atMs)}
            y={height - bar(admitted + refused)}
            width={barWidth}
            height={bar(refused)}
          />
        </g>
      ))}
    </svg>
  );
}
