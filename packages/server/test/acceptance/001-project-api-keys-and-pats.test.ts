/**
 * Document 001, “New Project API key format and Personal Access Tokens”, promise by promise from top to bottom, on the
 * platform `tolgee`. Where the document speaks of a localization platform’s own resources, projects and API keys stand for
 * them.
 */
import { onEachDatabase, sharedApp } from '../harness.ts';
import { oneKeyOneProject, sameEndpoints, seenOnce } from './001/reach-and-secrecy.ts';
import { keyFormat, patFormat } from './001/token-formats.ts';
import { expiryAndNote, newFormat, olderKeys, personalAccessTokens } from './001/what-has-changed.ts';

onEachDatabase('Document 001', (kind) => {
  const start = sharedApp(kind, { platform: 'tolgee' });
  newFormat(start);
  olderKeys(start, kind);
  seenOnce(start);
  personalAccessTokens(start);
  expiryAndNote(start);
  oneKeyOneProject(start);
  sameEndpoints(start);
  keyFormat(start);
  patFormat(start);
});
