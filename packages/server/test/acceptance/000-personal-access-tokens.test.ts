/**
 * Document 000, “API Authentication” of Pontoon, promise by promise from top to bottom: what the service promises, not how
 * the settings page looks. Endpoints of Keywright that need a right of Pontoon’s roles stand for `/api/v2/resource/`.
 */
import { onEachDatabase, sharedApp } from '../harness.ts';
import { searchingTokens, seeingTokens } from './000/monitoring.ts';
import { creatingTokens, deletingTokens, viewingTokens } from './000/own-tokens.ts';
import { disablingUsers, revokingTokens } from './000/revoking.ts';
import { incorrectUsage, usingTokens } from './000/using.ts';

onEachDatabase('Document 000', (kind) => {
  const start = sharedApp(kind, { config: { platform: 'pontoon' } });
  creatingTokens(start);
  viewingTokens(start);
  deletingTokens(start);
  usingTokens(start);
  incorrectUsage(start);
  seeingTokens(start);
  searchingTokens(start);
  revokingTokens(kind, start);
  disablingUsers(start);
});
