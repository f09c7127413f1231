import { type Keyring, openKeyring } from '../kernel/keyring.ts';
import type { Config } from './config.ts';

/** Step three: the secrets, each derived from the keyring for one purpose. None has a default. */
export interface Secrets {
  readonly keyring: Keyring;
  /** Signs session cookies and encrypts the private keys of access JWTs. */
  readonly people: string;
  /** Keys of the seals in tokens, the present one first. */
  readonly seals: readonly [Buffer, ...Buffer[]];
  /** What repeatable rotations are derived from. */
  readonly rotation: Buffer;
  /** Key the digests by which imported keys are found, the present one first. */
  readonly legacy: readonly [Buffer, ...Buffer[]];
  /** What the keys are made of that sign the checkpoints of the audit log, and those of the MAC of its end; the present one of each first. */
  readonly audit: {
    readonly signing: readonly [Buffer, ...Buffer[]];
    readonly head: readonly [Buffer, ...Buffer[]];
  };
  /** What the signing secrets of webhooks are derived from, the present one first. */
  readonly webhooks: readonly [Buffer, ...Buffer[]];
  /** Keys the stored digests of one-time links. */
  readonly invitations: string;
}

/** Opens the keyring, making it on the first run. Throws `KeyringError` with what to do. */
export function openSecrets(config: Config): Secrets {
  const keyring = openKeyring(config.keyringFile);
  return {
    keyring,
    people: keyring.derive('people').toString('base64url'),
    seals: keyring.deriveAll('seal'),
    rotation: keyring.derive('rotation'),
    legacy: keyring.deriveAll('legacy'),
    audit: { signing: keyring.deriveAll('audit-signing'), head: keyring.deriveAll('audit-head') },
    webhooks: keyring.deriveAll('webhook'),
    invitations: keyring.derive('invitation').toString('base64url'),
  };
}
