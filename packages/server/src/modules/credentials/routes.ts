import { getApiKey, getPat } from './get-credential.ts';
import { listApiKeys, listPats } from './list-credentials.ts';
import { mintApiKey } from './mint-api-key.ts';
import { mintPat } from './mint-pat.ts';
import { revokeApiKey, revokePat } from './revoke-credential.ts';
import { updateApiKey, updatePat } from './update-credential.ts';

export const routes = {
  mintApiKey,
  listApiKeys,
  getApiKey,
  updateApiKey,
  revokeApiKey,
  mintPat,
  listPats,
  getPat,
  updatePat,
  revokePat,
};
