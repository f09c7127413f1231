import { Table } from '@mantine/core';
import { toUtc } from '../../ui/time-words.ts';
import { nameOfStep, outcomeLooks, totalOf, type Usage } from './outcomes.ts';
import classes from './usage.module.css';

/** The numbers behind the chart, latest first, without the steps in which nothing happened. */
export function UsageTable({ usage }: { readonly usage: Usage }) {
  const used = usage.data.filter((step) => totalOf(step) > 0).toReversed();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label="Usage in numbers">
      <Table striped verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{usage.step === 'hour' ? 'Hour' : 'Day'}</Table.Th>
            {outcomeLooks.map(({ outcome, label }) => (
              <Table.Th key={outcome} scope="col" ta="right">
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {used.map((step) => (
            <Table.Tr key={step.at}>
              <Table.Th scope="row" fw={450} title={toUtc(step.at)}>
                {nameOfStep(usage.step, step.at)}
              </Table.Th>
              {outcomeLooks.map(({ outcome }) => (
                <Table.Td key={outcome} ta="right">
                  {step[outcome]}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
