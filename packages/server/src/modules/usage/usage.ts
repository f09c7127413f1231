/** How a use of a credential ended. */
export const outcomes = ['allowed', 'denied', 'throttled', 'refused', 'failed'] as const;
export type UsageOutcome = (typeof outcomes)[number];

/** What became of a request, by its status; `refused` is the credential itself, `denied` what it may not do. */
export function outcomeOf(status: number, isRefused: boolean): UsageOutcome {
  if (isRefused) return 'refused';
  if (status === 429) return 'throttled';
  if (status >= 500) return 'failed';
  return status >= 400 ? 'denied' : 'allowed';
}

/** Counts of one stretch of time. */
export type UsageCounts = Readonly<Record<UsageOutcome, number>>;

/** What is counted under: a credential by the hour, or all of the instance by the minute. */
export interface UsageCell {
  /** Empty: the whole instance, what is no credential included. */
  readonly credentialId: string;
  /** When the stretch began, in epoch minutes. */
  readonly minute: number;
  readonly outcome: UsageOutcome;
}

const minuteMs = 60_000;
export const minutesPerHour = 60;
export const minutesPerDay = 1440;

export const minuteOf = (at: number): number => Math.floor(at / minuteMs);
export const toMs = (minute: number): number => minute * minuteMs;

/** The cells in which a use counts. */
export function cellsOf(credentialId: string | null, outcome: UsageOutcome, at: number): readonly UsageCell[] {
  const minute = minuteOf(at);
  const all = { credentialId: '', minute, outcome };
  if (credentialId === null) return [all];
  return [all, { credentialId, minute: minute - (minute % minutesPerHour), outcome }];
}

const none: UsageCounts = { allowed: 0, denied: 0, throttled: 0, refused: 0, failed: 0 };

/**
 * Counts as a series without gaps from `from` through `to` (epoch minutes), in steps of `stepMinutes`; a cell counts in the step
 * that it began in.
 */
export function toSeries(
  cells: readonly (UsageCell & { readonly count: number })[],
  { from, to, stepMinutes }: { readonly from: number; readonly to: number; readonly stepMinutes: number },
): readonly (UsageCounts & { readonly minute: number })[] {
  const first = from - (from % stepMinutes);
  const steps = Array.from({ length: Math.floor((to - first) / stepMinutes) + 1 }, (_, index) => ({
    minute: first + index * stepMinutes,
    ...none,
  }));
  for (const { minute, outcome, count } of cells) {
    const step = steps[Math.floor((minute - first) / stepMinutes)];
    if (step !== undefined) step[outcome] += count;
  }
  return steps;
}
