const dayMs = 86_400_000;

/** How many days before its end an owner is told, the most urgent first. */
const toldDays = [1, 7, 14] as const;

/** The longest of them, in milliseconds. */
export const horizonMs = 14 * dayMs;

/**
 * Which notice of a credential’s expiry is due at `now`: the most urgent one whose time has come, in days. A time that had
 * passed when the expiry was set is not due: whoever set it knew. Undefined where none is due. Pure.
 */
export function dueNotice(
  { expiresAt, expirySetAt }: { readonly expiresAt: number; readonly expirySetAt: number },
  now: number,
): number | undefined {
  if (expiresAt <= now) return undefined;
  const days = toldDays.find((count) => expiresAt - count * dayMs <= now);
  return days !== undefined && expiresAt - days * dayMs > expirySetAt ? days : undefined;
}

/** How long a credential still lives, in words for people. */
export function remaining(expiresAt: number, now: number): string {
  const hours = Math.max(1, Math.round((expiresAt - now) / 3_600_000));
  if (hours <= 48) return hours === 1 ? 'in an hour' : `in ${hours} hours`;
  return `in ${Math.round(hours / 24)} days`;
}
