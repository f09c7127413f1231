/** Rotation: a secret is replaced in place, the old one ends when it was said to, and a lost reply is not a lost credential. */
import { onEachDatabase, sharedApp } from '../harness.ts';
import { atRest } from './rotation/at-rest.ts';
import { platformsThatAllowLess, theExpiry } from './rotation/expiry.ts';
import { theGracePeriod } from './rotation/grace.ts';
import { oldSecrets } from './rotation/old-secrets.ts';
import { aLostReply, rotationsAtOnce } from './rotation/repeating.ts';
import { replacingASecret } from './rotation/replacing.ts';
import { withinCaller } from './rotation/within-caller.ts';

onEachDatabase('Rotation', (kind) => {
  const start = sharedApp(kind);
  replacingASecret(start);
  theGracePeriod(start);
  theExpiry(start);
  aLostReply(start);
  rotationsAtOnce(start);
  oldSecrets(start);
  withinCaller(start);
  atRest(start);
});

platformsThatAllowLess();
