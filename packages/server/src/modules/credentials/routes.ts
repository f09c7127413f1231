import { getApiKeyAllowance, getPatAllowance } from './get-allowance.ts';
import { getApiKey, getPat, getToken } from './get-credential.ts';
import { getCurrentToken } from './get-current-token.ts';
import { getPatAccess } from './get-pat-access.ts';
import { getApiKeyUsage, getPatUsage } from './get-usage.ts';
import { listApiKeys, listPats, listTokens } from './list-credentials.ts';
import { mintApiKey } from './mint-api-key.ts';
import { mintPat } from './mint-pat.ts';
import { mintToken } from './mint-token.ts';
import { deleteToken, revokeApiKey, revokePat } from './revoke-credential.ts';
import { rotateApiKey, rotatePat } from './rotate-credential.ts';
import { updateApiKey, updatePat } from './update-credential.ts';
import { updateToken } from './update-token.ts';

export const routes = {
  getPatAccess,
  getPatUsage,
  getApiKeyUsage,
  mintApiKey,
  listApiKeys,
  getApiKeyAllowance,
  getApiKey,
  updateApiKey,
  rotateApiKey,
  revokeApiKey,
  mintPat,
  listPats,
  getPatAllowance,
  getPat,
  updatePat,
  rotatePat,
  revokePat,
  mintToken,
  listTokens,
  getToken,
  getCurrentToken,
  updateToken,
  deleteToken,
};
