import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { deriveKey } from './crypto/digest.ts';

/**
 * The instance's root secrets. The first key is current; the others only verify what they once made. Every use derives
 * a key of its own, so that no two purposes share one.
 */
export interface Keyring {
  /** The present key of `purpose`, 32 bytes. */
  derive(purpose: string): Buffer;
  /** The keys of `purpose`, the present one first. */
  deriveAll(purpose: string): readonly [Buffer, ...Buffer[]];
  /** Names each key without revealing it, the present one first. */
  readonly fingerprints: readonly string[];
}

/** A keyring file that cannot be used. The message says what to do. */
export class KeyringError extends Error {}

const maximumKeys = 8;

function createKeyring(secrets: readonly Buffer[]): Keyring {
  const [current, ...former] = secrets;
  if (current === undefined) throw new KeyringError('The keyring holds no key.');
  const deriveAll = (purpose: string): [Buffer, ...Buffer[]] => [
    deriveKey(current, purpose),
    ...former.map((secret) => deriveKey(secret, purpose)),
  ];
  return {
    derive: (purpose) => deriveKey(current, purpose),
    deriveAll,
    fingerprints: deriveAll('fingerprint').map((key) => key.toString('hex').slice(0, 16)),
  };
}

/** A linked temporary file: of two processes that start at once, one makes the keyring and both read the same one. */
function createKeyringFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const content = { version: 1, keys: [{ secret: randomBytes(32).toString('base64') }] };
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readSecrets(file: string): readonly Buffer[] {
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const keys = typeof content === 'object' && content !== null && 'keys' in content ? content.keys : undefined;
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > maximumKeys) {
    throw new KeyringError(`${file} must hold 1 to ${maximumKeys} keys.`);
  }
  return keys.map((key: unknown, index) => {
    const text = typeof key === 'object' && key !== null && 'secret' in key ? key.secret : undefined;
    const secret = Buffer.from(typeof text === 'string' ? text : '', 'base64');
    if (secret.length < 32) throw new KeyringError(`${file}: key ${index + 1} must be at least 32 bytes of base64.`);
    return secret;
  });
}

/**
 * Opens the keyring at `file`, making it (mode 0600) where there is none. Throws `KeyringError` where others may read
 * the file or it is not a keyring.
 */
export function openKeyring(file: string): Keyring {
  if (!existsSync(file)) createKeyringFile(file);
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new KeyringError(`${file} can be read by others. Run: chmod 600 ${file}`);
  }
  try {
    return createKeyring(readSecrets(file));
  } catch (error) {
    if (error instanceof KeyringError) throw error;
    throw new KeyringError(`${file} is not a keyring: ${error instanceof Error ? error.message : String(error)}`);
  }
}
