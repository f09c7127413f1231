import { startExpress, startExpress4 } from './express-api.ts';
import { startFastify } from './fastify-api.ts';
import type { Framework } from './guarded-api.ts';
import { startHono, startHonoByRequest } from './hono-api.ts';
import { startNode } from './node-api.ts';

/** Everything that there is a guard for. */
export const frameworks: readonly Framework[] = [
  { name: 'Fastify', start: startFastify },
  { name: 'Express', start: startExpress },
  { name: 'Express 4', start: startExpress4 },
  { name: 'Hono on Node', start: startHono },
  { name: 'Hono without a socket', start: startHonoByRequest },
  { name: 'node:http', start: startNode },
];
