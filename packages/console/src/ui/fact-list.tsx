import { Group, Paper } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './fact-list.module.css';

export type Fact = readonly [name: string, value: ReactNode];

/** What is known of a thing, name by name. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <Paper withBorder radius="lg" className={classes.facts ?? ''} component="dl">
      {facts.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </Paper>
  );
}

/** Names that machines use, such as scopes. */
export function Words({ words }: { readonly words: readonly string[] }) {
  return (
    <Group gap={6}>
      {words.map((word) => (
        <code key={word} className={classes.word}>
          {word}
        </code>
      ))}
    </Group>
  );
}
