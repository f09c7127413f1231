/**
 * Document 004, “Authentication” of Part-DB, promise by promise from top to bottom. Endpoints of Keywright that need scopes
 * of Part-DB stand for those of its API.
 */
import { onEachDatabase, sharedApp } from '../harness.ts';
import { apiTokens } from './004/api-tokens.ts';
import { childTokens } from './004/children.ts';
import { currentTokens } from './004/current.ts';
import { levelDefinitions } from './004/definitions.ts';
import { expiration } from './004/expiration.ts';
import { levels } from './004/levels.ts';

onEachDatabase('Document 004', (kind) => {
  const start = sharedApp(kind, { config: { platform: 'part-db' } });
  apiTokens(start);
  levels(start);
  levelDefinitions(kind, start);
  childTokens(kind, start);
  expiration(start);
  currentTokens(kind, start);
});
