import { type CredentialKind, credentialKinds } from './credential-kind.ts';

/** What `login` stores: one credential and the server that it is for. */
export interface Profile {
  readonly server: string;
  readonly kind: CredentialKind;
  readonly token: string;
  /** The public prefix; null for an access JWT. */
  readonly prefix: string | null;
  /** ISO-8601; null: it does not expire. */
  readonly expiresAt: string | null;
}

/** A stored profile, or undefined where the text is none. */
export function parseProfile(text: string): Profile | undefined {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('server' in value && 'kind' in value && 'token' in value && 'prefix' in value && 'expiresAt' in value)) {
    return undefined;
  }
  const { server, token, prefix, expiresAt } = value;
  const kind = credentialKinds.find((known) => known === value.kind);
  if (kind === undefined || typeof server !== 'string' || typeof token !== 'string') return undefined;
  if (!isNullableText(prefix) || !isNullableText(expiresAt)) return undefined;
  return { server, kind, token, prefix, expiresAt };
}

const isNullableText = (value: unknown): value is string | null => value === null || typeof value === 'string';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
