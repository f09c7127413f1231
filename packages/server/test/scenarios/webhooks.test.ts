/** Webhooks: signed, tried again, and never in the way of a request. */
import { onEachDatabase, sharedApp } from '../harness.ts';
import { failing } from './webhooks/failing.ts';
import { sending } from './webhooks/sending.ts';

onEachDatabase('webhooks', (kind) => {
  const start = sharedApp(kind);
  sending(start);
  failing(kind, start);
});
