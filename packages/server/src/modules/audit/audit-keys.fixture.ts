import { type AuditKeys, type AuditSecrets, toAuditKeys } from './checkpoint.ts';

/** The secrets of a keyring that holds these numbers, the present one first. */
export function secretsOf(present: number, ...former: readonly number[]): AuditSecrets {
  const bytes = (value: number) => Buffer.alloc(32, value);
  return {
    signing: [bytes(present), ...former.map(bytes)],
    head: [bytes(present + 100), ...former.map((value) => bytes(value + 100))],
  };
}

/** The same as keys. */
export const keysOf = (present: number, ...former: readonly number[]): AuditKeys =>
  toAuditKeys(secretsOf(present, ...former));
