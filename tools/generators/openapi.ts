import { createOpenApi } from '@keywright/contract';
import type { Generator } from './generator.ts';

/** The same document that the service serves at /api/openapi.json, with the address of the default configuration. */
export const openapi: Generator = {
  file: 'docs/reference/openapi.json',
  render: async () => `${JSON.stringify(createOpenApi('http://127.0.0.1:8787'), null, 2)}\n`,
};
