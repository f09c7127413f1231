import { checkToken } from './check-token.ts';

export const routes = { checkToken };
