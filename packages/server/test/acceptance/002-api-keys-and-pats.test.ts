/**
 * Document 002, “API keys & Personal Access Tokens”, promise by promise from top to bottom. Where the document names
 * endpoints of a translation service (`/keys`), those of Keywright that need a scope of the same roles stand for them.
 */
import { onEachDatabase, sharedApp } from '../harness.ts';
import { listingApiKeys, revokingAnApiKey } from './002/listing-and-revoking.ts';
import { mintingAnApiKey, optionalExpiry, scopeIntersection } from './002/minting.ts';
import { personalAccessTokens } from './002/personal-access-tokens.ts';
import { protectedEndpoints } from './002/protected-endpoints.ts';
import { errorCodes, failureModes } from './002/refusals.ts';
import { apiKeyScopesAtRequestTime, patScopesAtRequestTime } from './002/scopes-at-request-time.ts';
import { tokenFormat, twoCredentialTypes } from './002/token-format.ts';

onEachDatabase('Document 002', (kind) => {
  const start = sharedApp(kind);
  twoCredentialTypes(start);
  tokenFormat(start);
  mintingAnApiKey(start);
  scopeIntersection(start);
  optionalExpiry(start);
  listingApiKeys(start);
  revokingAnApiKey(start);
  personalAccessTokens(start);
  protectedEndpoints(start);
  patScopesAtRequestTime(start);
  apiKeyScopesAtRequestTime(start);
  failureModes(start);
  errorCodes(start);
});
