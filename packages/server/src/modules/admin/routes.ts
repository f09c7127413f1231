import { getCredential } from './get-credential.ts';
import { listCredentials } from './list-credentials.ts';
import { revokeCredential } from './revoke-credential.ts';
import { revokeUserCredentials } from './revoke-user-credentials.ts';

export const routes = { listCredentials, getCredential, revokeCredential, revokeUserCredentials };
