import type { Reader } from '../../db/database.ts';
import { toInstant } from '../../kernel/instant.ts';
import { minuteOf, minutesPerDay, minutesPerHour, toMs, toSeries } from './usage.ts';
import { findCounts } from './usage-store.ts';

/** Up to so many days a series is by the hour, beyond by the day (UTC). */
const daysByHour = 2;

/** How a credential was used in the last days, as the API shows it. */
export async function findUsage(reader: Reader, credentialId: string, days: number, now: number) {
  const to = minuteOf(now);
  const from = to - (days * minutesPerDay - 1);
  const stepMinutes = days <= daysByHour ? minutesPerHour : minutesPerDay;
  const first = from - (from % stepMinutes);
  const series = toSeries(await findCounts(reader, credentialId, first), { from, to, stepMinutes });
  return {
    step: stepMinutes === minutesPerHour ? ('hour' as const) : ('day' as const),
    data: series.map(({ minute, ...counts }) => ({ at: toInstant(toMs(minute)), ...counts })),
  };
}

/** How many uses and refusals the instance had in each of the last minutes, the present one included. */
export async function findInstanceUsage(reader: Reader, minutes: number, now: number) {
  const to = minuteOf(now);
  const from = to - minutes + 1;
  const series = toSeries(await findCounts(reader, '', from), { from, to, stepMinutes: 1 });
  return series.map(({ minute, ...counts }) => ({ at: toInstant(toMs(minute)), ...counts }));
}
