import type { CredentialDeps } from '../credentials/index.ts';

/** What the use cases of administration work with. */
export type AdminDeps = CredentialDeps;
