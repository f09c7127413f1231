import { type PlatformFile, validationFailed } from '@keywright/contract';
import { fromInstant, toInstant } from '../../kernel/instant.ts';

const dayMs = 24 * 3_600_000;

function fault(code: string, message: string): Error {
  return validationFailed({ path: 'expiresAt', code, message });
}

/**
 * The expiry of a new credential in epoch milliseconds, null for never. One that names none gets the platform’s default,
 * if it has one. Throws `VALIDATION_FAILED` where it is past,
 * where the platform requires one or bounds it, and where it lies beyond that of the credential that mints
 * (`parentExpiresAt`, null: none): a credential cannot outlive itself through a child.
 */
export function toExpiry(
  requested: string | null | undefined,
  bounds: {
    readonly now: number;
    readonly platform: PlatformFile;
    readonly parentExpiresAt: number | null;
  },
): number | null {
  const { now, parentExpiresAt } = bounds;
  const { expiry } = bounds.platform;
  if (requested === undefined && expiry.defaultDays !== undefined) {
    return Math.min(now + expiry.defaultDays * dayMs, parentExpiresAt ?? Number.POSITIVE_INFINITY);
  }
  if (requested === null || requested === undefined) {
    if (expiry.required) throw fault('REQUIRED', 'this platform requires an expiry.');
    if (parentExpiresAt !== null) {
      throw fault('BEYOND_PARENT', `the credential in use expires at ${toInstant(parentExpiresAt)}; so must this one.`);
    }
    return null;
  }
  const expiresAt = fromInstant(requested);
  if (Number.isNaN(expiresAt)) throw fault('WRONG_FORMAT', 'names no instant. Write it as 2026-04-19T10:00:00Z.');
  if (expiresAt <= now) throw fault('MUST_BE_FUTURE', 'must lie in the future.');
  if (expiry.maximumDays !== undefined && expiresAt > now + expiry.maximumDays * dayMs) {
    throw fault('TOO_LATE', `must lie within ${expiry.maximumDays} days.`);
  }
  if (parentExpiresAt !== null && expiresAt > parentExpiresAt) {
    throw fault(
      'BEYOND_PARENT',
      `must not be later than ${toInstant(parentExpiresAt)}, when the credential in use expires.`,
    );
  }
  return expiresAt;
}
