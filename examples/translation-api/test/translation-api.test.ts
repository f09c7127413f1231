/** The translation API by each way in which it runs. */
import { createClient } from '@keywright/client';
import { byEachWay } from '../../test/by-each-way.ts';
import { createApi } from '../src/api.ts';
import { copyOrganizations } from '../src/copy-organizations.ts';
import { TranslationStore } from '../src/translation-store.ts';
import { identity } from './identity.ts';
import { protectedEndpoints } from './protected-endpoints.ts';
import type { Start } from './start.ts';
import { translating } from './translating.ts';

const store = new TranslationStore(':memory:');
const example = {
  name: 'the translation API',
  platform: 'translately',
  createApi: (access: Parameters<typeof createApi>[0]['access']) => createApi({ access, store }),
};

byEachWay(example, (started) => {
  const start: Start = async () => {
    const { keywright, url } = started();
    const { accessToken } = await keywright.admin();
    store.replaceOrganizations(await copyOrganizations(createClient({ baseUrl: keywright.url, token: accessToken })));
    return { keywright, url };
  };
  protectedEndpoints(start);
  translating(start);
  identity(start);
});
