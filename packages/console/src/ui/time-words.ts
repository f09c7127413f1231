const minuteMs = 60_000;
/** A page’s moment is this old at most, so that what has just been made may seem to be ahead of it. */
const lagMs = 30_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const distances = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const dates = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });

/** `2026-04-18 10:45:00 UTC`: exact, and the same for everybody who is asked to read it out. */
export function toUtc(instant: string): string {
  const [day = '', time = ''] = new Date(instant).toISOString().split('T');
  return `${day} ${time.slice(0, 8)} UTC`;
}

/** The date in the reader’s own zone. */
export const toDate = (instant: string): string => dates.format(new Date(instant));

/** “in 3 days”, “2 hours ago”; beyond 45 days the date, since nobody counts further. */
export function toRelative(instant: string, nowMs: number): string {
  const distanceMs = Date.parse(instant) - nowMs;
  const sizeMs = Math.abs(distanceMs);
  if (sizeMs < minuteMs) return distanceMs > lagMs ? 'in a moment' : 'just now';
  if (sizeMs < hourMs) return distances.format(Math.trunc(distanceMs / minuteMs), 'minute');
  if (sizeMs < dayMs) return distances.format(Math.trunc(distanceMs / hourMs), 'hour');
  if (sizeMs < 45 * dayMs) return distances.format(Math.trunc(distanceMs / dayMs), 'day');
  return toDate(instant);
}

const spans = [
  ['day', dayMs],
  ['hour', hourMs],
  ['minute', minuteMs],
  ['second', 1000],
] as const;

/** A span as people say it: `7 days`, `36 hours`. The largest unit that leaves nothing over. */
export function toSpan(milliseconds: number): string {
  const [unit, size] = spans.find(([, each]) => milliseconds >= each && milliseconds % each === 0) ?? ['second', 1000];
  const count = Math.round(milliseconds / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
