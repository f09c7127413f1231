import type { ReplyOf } from '@keywright/client';

/** How often a credential was used, stretch by stretch, oldest first. */
export type Usage = ReplyOf<'getPatUsage'>;
export type UsageStep = Usage['data'][number];
export type Outcome = Exclude<keyof UsageStep, 'at'>;

/** How far back a chart may look, in days. */
export const spansDays = [1, 7, 30, 90] as const;
export type SpanDays = (typeof spansDays)[number];
export const usualSpanDays: SpanDays = 30;

/** From a page’s address, where it is text or a number. */
export const readSpan = (value: unknown): SpanDays | undefined => spansDays.find((days) => days === Number(value));

export const spanWords: Readonly<Record<SpanDays, string>> = {
  1: '24 hours',
  7: '7 days',
  30: '30 days',
  90: '90 days',
};

interface OutcomeLook {
  readonly outcome: Outcome;
  readonly label: string;
  readonly meaning: string;
  /** Told apart by lightness too, and by the text beside them. */
  readonly color: string;
}

/** Every outcome, as it is stacked. */
export const outcomeLooks: readonly OutcomeLook[] = [
  { outcome: 'allowed', label: 'Allowed', meaning: 'Answered.', color: 'iris.5' },
  {
    outcome: 'denied',
    label: 'Denied',
    meaning: 'Answered 4xx: it may not do that, or asked wrongly.',
    color: 'yellow.5',
  },
  { outcome: 'throttled', label: 'Throttled', meaning: 'Refused by a rate limit.', color: 'orange.7' },
  { outcome: 'refused', label: 'Refused', meaning: 'The credential itself was refused.', color: 'red.8' },
  { outcome: 'failed', label: 'Failed', meaning: 'Answered 5xx.', color: 'gray.6' },
];

export interface Share {
  readonly count: number;
  /** `97.3 %`; what is there is never 0 %, and what is not all is never 100 %. */
  readonly percent: string;
}

const percents = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

function toPercent(count: number, total: number): string {
  if (total === 0 || count === 0) return '0%';
  if (count < total && count / total > 0.999) return '>99.9%';
  return count / total < 0.001 ? '<0.1%' : percents.format(count / total);
}

export const totalOf = (step: UsageStep): number => outcomeLooks.reduce((sum, { outcome }) => sum + step[outcome], 0);

/** How often each outcome came, over all steps. */
export function splitOf(steps: readonly UsageStep[]): { readonly total: number; readonly of: Record<Outcome, Share> } {
  const total = steps.reduce((sum, step) => sum + totalOf(step), 0);
  const share = (outcome: Outcome): Share => {
    const count = steps.reduce((sum, step) => sum + step[outcome], 0);
    return { count, percent: toPercent(count, total) };
  };
  const of = {
    allowed: share('allowed'),
    denied: share('denied'),
    throttled: share('throttled'),
    refused: share('refused'),
    failed: share('failed'),
  };
  return { total, of };
}

const hours = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });
// A day of the series is one of UTC, wherever the reader is.
const days = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** What a step is called at the axis: `14:00`, `12 Nov`. */
export const nameOfStep = (step: Usage['step'], at: string): string =>
  (step === 'hour' ? hours : days).format(new Date(at));
