import { getPlatform } from './get-platform.ts';
import { listScopes } from './list-scopes.ts';

export const routes = { getPlatform, listScopes };
