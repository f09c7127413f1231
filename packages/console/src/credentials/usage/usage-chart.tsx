import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { nameOfStep, outcomeLooks, type Usage } from './outcomes.ts';

const series = outcomeLooks.map(({ outcome, label, color }) => ({ name: outcome, label, color }));

/** The series as stacked bars. Only for the eye: the same stands beside it in words and, if asked for, in a table. */
export function UsageChart({ usage }: { readonly usage: Usage }) {
  const data = usage.data.map((step) => ({ ...step, name: nameOfStep(usage.step, step.at) }));
  return (
    <div aria-hidden>
      <BarChart
        h={240}
        data={data}
        dataKey="name"
        type="stacked"
        series={series}
        tickLine="none"
        gridAxis="x"
        maxBarWidth={28}
        yAxisProps={{ width: 44, allowDecimals: false }}
        xAxisProps={{ minTickGap: 28, interval: 'preserveStartEnd' }}
        barProps={{ isAnimationActive: false }}
        barChartProps={{ accessibilityLayer: false }}
        tooltipAnimationDuration={0}
      />
    </div>
  );
}
