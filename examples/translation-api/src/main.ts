/**
 * Starts the API on the loopback:
 *
 *   node src/main.ts gate                      behind a proxy that asks Keywright’s gate
 *   node src/main.ts guards                    by itself: each route asks Keywright
 *   node src/main.ts copy-organizations        reads organizations from Keywright, as whoever ACCESS_JWT is
 *
 * Environment: PORT (3000), DATABASE (translations.sqlite), KEYWRIGHT (http://127.0.0.1:8787), ACCESS_JWT.
 */
import { createClient } from '@keywright/client';
import { byGate } from '../../access/by-gate.ts';
import { byGuards } from '../../access/by-guards.ts';
import { createApi } from './api.ts';
import { copyOrganizations } from './copy-organizations.ts';
import { TranslationStore } from './translation-store.ts';

const {
  PORT = '3000',
  DATABASE = 'translations.sqlite',
  KEYWRIGHT = 'http://127.0.0.1:8787',
  ACCESS_JWT = '',
} = process.env;
const mode = process.argv[2];
const store = new TranslationStore(DATABASE);

if (mode === 'copy-organizations') {
  const organizations = await copyOrganizations(createClient({ baseUrl: KEYWRIGHT, token: ACCESS_JWT }));
  store.replaceOrganizations(organizations);
  store.close();
  console.log(`copied: ${organizations.map(({ slug }) => slug).join(', ')}`);
} else if (mode === 'gate' || mode === 'guards') {
  const api = createApi({ store, access: mode === 'gate' ? byGate : byGuards(KEYWRIGHT) });
  // By the gate, whoever reaches this address is believed: it must be the proxy alone.
  console.log(
    `the translation API listens at ${await api.listen({ port: Number(PORT), host: '127.0.0.1' })}, by ${mode}`,
  );
} else {
  console.error('usage: node src/main.ts gate | guards | copy-organizations');
  process.exitCode = 2;
}
