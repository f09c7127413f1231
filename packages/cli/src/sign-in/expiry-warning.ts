const dayMs = 86_400_000;
const warnBeforeMs = 7 * dayMs;

/** What to say of a token that ends within a week or has ended; undefined where there is time. */
export function expiryWarning(expiresAt: string | null, nowMs: number): string | undefined {
  if (expiresAt === null) return undefined;
  const leftMs = Date.parse(expiresAt) - nowMs;
  if (Number.isNaN(leftMs) || leftMs > warnBeforeMs) return undefined;
  if (leftMs <= 0) return `The token in use expired at ${expiresAt}.`;
  const days = Math.floor(leftMs / dayMs);
  const left = days === 0 ? 'in less than a day' : `in ${days} ${days === 1 ? 'day' : 'days'}`;
  return `The token in use expires ${left}, at ${expiresAt}. Rotate it or sign in with another one before that.`;
}
