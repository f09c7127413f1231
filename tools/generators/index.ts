import { clientRoutes } from './client-routes.ts';
import { commandLine } from './command-line.ts';
import { configuration } from './configuration.ts';
import { errorTable } from './errors.ts';
import type { Generator, SlowGenerator } from './generator.ts';
import { openapi } from './openapi.ts';
import { operationTable } from './operations.ts';
import { permissionTable } from './permissions.ts';
import { platformPages } from './platform-page.ts';
import { schemas } from './schema.ts';

/** Every generated file that `npm run check` compares. */
export const generators: readonly Generator[] = [
  openapi,
  errorTable,
  permissionTable,
  operationTable,
  configuration,
  clientRoutes,
  commandLine,
  ...platformPages,
];

/** Every generated file that a test compares instead. */
export const slowGenerators: readonly SlowGenerator[] = schemas;
