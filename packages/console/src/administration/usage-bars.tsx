import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import type { Outcome, Step } from './outcomes.ts';

interface UsageBarsProps {
  readonly heightPx: number;
  readonly data: readonly (Step & { readonly when: string })[];
  readonly series: readonly { readonly name: Outcome; readonly label: string; readonly color: string }[];
}

/** The bars themselves, with the library that draws them: a script of its own, loaded where there is a chart. */
export default function UsageBars({ heightPx, data, series }: UsageBarsProps) {
  return (
    <BarChart
      h={heightPx}
      data={[...data]}
      dataKey="when"
      type="stacked"
      series={[...series]}
      gridAxis="x"
      tickLine="none"
      barChartProps={{ accessibilityLayer: false, barCategoryGap: '18%' }}
      barProps={{ isAnimationActive: false }}
      xAxisProps={{ minTickGap: 28 }}
      yAxisProps={{ allowDecimals: false, width: 36 }}
      valueFormatter={(value) => value.toLocaleString('en')}
    />
  );
}
