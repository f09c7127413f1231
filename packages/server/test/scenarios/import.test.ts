/** Importing the keys of an older system, as operators do it with the command and as its keys are used afterwards. */
import { onEachDatabase, sharedApp } from '../harness.ts';
import { importing } from './import/all-or-nothing.ts';
import { theCommand } from './import/command.ts';
import { readingFiles } from './import/files.ts';
import { lifeOfAKey } from './import/life-of-a-key.ts';
import { secretsOfEveryKind } from './import/secrets.ts';

onEachDatabase('An import', (kind) => {
  const start = sharedApp(kind, { platform: 'tolgee' });
  secretsOfEveryKind(start, kind);
  lifeOfAKey(start);
  importing(start);
  readingFiles(start);
});

theCommand();
