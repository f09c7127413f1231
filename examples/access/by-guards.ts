import { createGuards } from '@keywright/client/fastify';
import type { Access } from './access.ts';

/** Each route asks Keywright, at `keywrightUrl`, with the caller’s own credential. */
export function byGuards(keywrightUrl: string): Access {
  const guard = createGuards({ baseUrl: keywrightUrl });
  return ({ scopes, in: place }) => {
    if (place === 'project') return guard({ scopes, project: (request) => request.params.projectId });
    if (place === 'organization') return guard({ scopes, organization: (request) => request.params.organization });
    return guard({ scopes });
  };
}
