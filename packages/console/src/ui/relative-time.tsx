import { Tooltip } from '@mantine/core';
import { useNow } from '../browser/now.ts';
import { toRelative, toUtc } from './time-words.ts';

/** An instant as a distance from now, such as “in 3 days”; the exact UTC on hover and focus. */
export function RelativeTime({ instant }: { readonly instant: string }) {
  const now = useNow();
  return (
    <Tooltip label={toUtc(instant)}>
      <time dateTime={instant}>{toRelative(instant, now)}</time>
    </Tooltip>
  );
}
