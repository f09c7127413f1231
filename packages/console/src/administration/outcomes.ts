import type { ReplyOf } from '@keywright/client';

/** A stretch of time, and how many uses had which outcome in it. */
export type Step = ReplyOf<'getFigures'>['lastHour'][number];
export type Outcome = Exclude<keyof Step, 'at'>;
export type StepLength = 'minute' | 'hour' | 'day';

/** Each outcome as charts show it, from below. */
export const outcomes: readonly { readonly name: Outcome; readonly label: string; readonly color: string }[] = [
  { name: 'allowed', label: 'Allowed', color: 'var(--kw-allowed)' },
  { name: 'denied', label: 'Denied', color: 'var(--kw-denied)' },
  { name: 'throttled', label: 'Throttled', color: 'var(--kw-throttled)' },
  { name: 'refused', label: 'Refused', color: 'var(--kw-refused)' },
  { name: 'failed', label: 'Failed', color: 'var(--kw-failed)' },
];

/** How many there were of each outcome. */
export const totalsOf = (steps: readonly Step[]) =>
  outcomes.map((outcome) => ({ ...outcome, total: steps.reduce((sum, step) => sum + step[outcome.name], 0) }));

const times = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const hours = new Intl.DateTimeFormat('en', { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
// Days of usage are days of UTC: in another zone they would be told by the wrong name.
const days = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** When a step began, as short as its length allows. */
export const toStepWords = (at: string, length: StepLength): string =>
  ({ minute: times, hour: hours, day: days })[length].format(new Date(at));
