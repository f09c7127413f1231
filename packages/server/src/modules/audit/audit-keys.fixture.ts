import { createSigningKey } from '../../kernel/crypto/signing.ts';
import type { AuditKeys } from './checkpoint.ts';

/** The keys of a keyring whose secrets are these numbers, the present one first. */
export function keysOf(present: number, ...former: readonly number[]): AuditKeys {
  const bytes = (value: number) => Buffer.alloc(32, value);
  return {
    signing: [createSigningKey(bytes(present)), ...former.map((value) => createSigningKey(bytes(value)))],
    head: [bytes(present + 100), ...former.map((value) => bytes(value + 100))],
  };
}
