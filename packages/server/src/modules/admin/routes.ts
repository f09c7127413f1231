import { getCredential } from './get-credential.ts';
import { getCredentialUsage } from './get-credential-usage.ts';
import { getFigures } from './get-figures.ts';
import { listCredentials } from './list-credentials.ts';
import { revokeCredential } from './revoke-credential.ts';
import { revokeUserCredentials } from './revoke-user-credentials.ts';

export const routes = {
  listCredentials,
  getCredential,
  getCredentialUsage,
  getFigures,
  revokeCredential,
  revokeUserCredentials,
};
