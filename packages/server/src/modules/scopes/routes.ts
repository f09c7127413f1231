import { listScopes } from './list-scopes.ts';

export const routes = { listScopes };
