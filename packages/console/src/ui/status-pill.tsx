import classes from './status-pill.module.css';

export type Tone = 'good' | 'warning' | 'bad' | 'neutral';

/** A state in a word, with a dot whose colour repeats it. */
export function StatusPill({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return (
    <span className={classes.pill} data-tone={tone}>
      {children}
    </span>
  );
}
