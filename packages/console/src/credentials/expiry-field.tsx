import type { ReplyOf } from '@keywright/client';
import { Group, Select, TextInput } from '@mantine/core';
import { useNow } from '../browser/now.ts';
import { toDate } from '../ui/time-words.ts';

type Platform = ReplyOf<'getPlatform'>;

/** What was chosen: a number of days, `custom` with a local date, or `never`. */
export interface Expiry {
  readonly choice: string;
  readonly date: string;
}

export interface ExpiryFieldProps {
  readonly platform: Platform;
  readonly value: Expiry;
  readonly onChange: (expiry: Expiry) => void;
  readonly error: string | undefined;
}

const dayMs = 24 * 3_600_000;

/** The end of a chosen life. Undefined where a custom date is missing; null for never. A date ends with its last second. */
export function toExpiresAt({ choice, date }: Expiry, nowMs: number): string | null | undefined {
  if (choice === 'never') return null;
  if (choice !== 'custom') return new Date(nowMs + Number(choice) * dayMs).toISOString();
  const end = new Date(`${date}T23:59:59`);
  return Number.isNaN(end.getTime()) ? undefined : end.toISOString();
}

/** The platform’s default life, else its preset nearest to a month. */
export function firstExpiry({ expiry }: Platform): Expiry {
  const { defaultDays, presetsDays } = expiry;
  const nearest = [...presetsDays].sort((a, b) => Math.abs(a - 30) - Math.abs(b - 30))[0];
  const days = defaultDays !== null && presetsDays.includes(defaultDays) ? defaultDays : nearest;
  return { choice: days === undefined ? 'custom' : String(days), date: '' };
}

const localDay = (ms: number): string => {
  const date = new Date(ms);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
};

/** When a credential ends: the platform’s presets, a date within its maximum, or never where it allows that. */
export function ExpiryField({ platform, value, onChange, error }: ExpiryFieldProps) {
  const { presetsDays, maximumDays, required } = platform.expiry;
  const nowMs = useNow();
  const choices = [
    ...presetsDays.map((days) => ({ value: String(days), label: `${days} days` })),
    { value: 'custom', label: 'Until a date…' },
    ...(required ? [] : [{ value: 'never', label: 'Never' }]),
  ];
  const isCustom = value.choice === 'custom';
  const ends = isCustom ? undefined : toExpiresAt(value, nowMs);
  const never = 'It works until it is revoked. Prefer an end where you can.';
  return (
    <Group align="flex-start" gap="sm" grow preventGrowOverflow={false} wrap="wrap">
      <Select
        label="Expires"
        description={value.choice === 'never' ? never : ends == null ? undefined : `On ${toDate(ends)}`}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={choices}
        value={value.choice}
        onChange={(choice) => onChange({ ...value, choice: choice ?? value.choice })}
        allowDeselect={false}
        error={isCustom ? undefined : error}
        maw={280}
      />
      {isCustom && (
        <TextInput
          type="date"
          label="Last day"
          min={localDay(nowMs)}
          {...(maximumDays === null ? {} : { max: localDay(nowMs + (maximumDays - 1) * dayMs) })}
          description={maximumDays === null ? undefined : `At most ${maximumDays} days from now.`}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={value.date}
          onChange={({ currentTarget }) => onChange({ ...value, date: currentTarget.value })}
          error={error}
          maw={280}
        />
      )}
    </Group>
  );
}
