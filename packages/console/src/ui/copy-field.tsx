import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { copyText } from '../browser/copy-text.ts';
import classes from './copy-field.module.css';
import { Check, Copy } from './icons.ts';

export interface CopyFieldProps {
  readonly value: string;
  /** What it is, for a screen reader and the button: `token`. */
  readonly what: string;
  /** It is not what the page is about. */
  readonly quiet?: boolean;
  readonly onCopied?: () => void;
}

/** Text that is meant to be taken away: selectable by a click, copied by a button. */
export function CopyField({ value, what, quiet = false, onCopied }: CopyFieldProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const copy = async () => {
    const copied = await copyText(value);
    setState(copied ? 'copied' : 'failed');
    if (copied) onCopied?.();
  };
  const words = { idle: `Copy ${what}`, copied: 'Copied', failed: 'Select it and copy by hand' }[state];
  return (
    <Group gap="xs" wrap="nowrap" align="stretch" className={classes.field ?? ''}>
      <code className={classes.value}>{value}</code>
      <Button
        className={classes.button ?? ''}
        variant={state === 'copied' ? 'light' : quiet ? 'default' : 'filled'}
        color={state === 'copied' ? 'green' : 'iris'}
        leftSection={state === 'copied' ? <Check size={16} /> : <Copy size={16} />}
        onClick={() => void copy()}
      >
        <span aria-live="polite">{words}</span>
      </Button>
    </Group>
  );
}
