import { Tooltip } from '@mantine/core';
import { type Outcome, outcomeLooks, type Share } from './outcomes.ts';
import classes from './usage.module.css';

const counts = new Intl.NumberFormat('en');

/** `iris.5` as a style has it. */
const toColor = (color: string): string => `var(--mantine-color-${color.replace('.', '-')})`;

/** How often each outcome came, and what share of all that is. */
export function OutcomeSplit({ of }: { readonly of: Readonly<Record<Outcome, Share>> }) {
  return (
    <dl className={classes.split}>
      {outcomeLooks.map(({ outcome, label, meaning, color }) => (
        <Tooltip key={outcome} label={meaning}>
          <div className={classes.share} style={{ borderColor: toColor(color) }}>
            <dt>{label}</dt>
            <dd>
              <span className={classes.count}>{counts.format(of[outcome].count)}</span> {of[outcome].percent}
            </dd>
          </div>
        </Tooltip>
      ))}
    </dl>
  );
}
