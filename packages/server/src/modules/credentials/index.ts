/**
 * Credentials: PATs and API keys. Owns `credentials`, `superseded_secrets`, `idempotency_keys` and
 * `credential_addresses`.
 *
 * Invariants: a secret exists in plaintext in one reply (`MintedCredential`) and at rest as an Argon2id hash alone;
 * nothing reaches Argon2id without a valid seal; a malformed token, an unknown one and a wrong secret are one answer, alike
 * in time; what a process remembers is used only once freshness has caught up; a credential made by another one lies within
 * its scopes, expiry and networks.
 *
 * It does not know HTTP, nor which operation a credential is presented to.
 */
export { type CheckCredential, createCheckCredential } from './check-credential.ts';
export { concealTokens } from './conceal-tokens.ts';
export { type Credential, presentAddress } from './credential.ts';
export { findCredentialById, lockAnyCredential, lockUnrevokedPats } from './credential-store.ts';
export type { CredentialDeps, PolicyChoice } from './deps.ts';
export { type ImportReport, importKeys, type SourceLine } from './import-keys.ts';
export { importFields } from './imported-key.ts';
export { KnownCredentials } from './known-credentials.ts';
export { createLegacyLookup, type LegacyLookup } from './legacy-lookup.ts';
export { countLiveByPolicy, updatePolicyCleared } from './policy-use-store.ts';
export { recordExpiring } from './record-expiring.ts';
export { OldSecretRecorder } from './record-old-secrets.ts';
export { UseRecorder } from './record-uses.ts';
export { endCredential } from './revoke-credential.ts';
export { routes as credentialRoutes } from './routes.ts';
export { createTokenCodec, type TokenCodec } from './token-codec.ts';
export { findAddresses } from './use-store.ts';
export type { Verdict } from './verdict.ts';
