// The cases of import-table.test.ts: imports that the import table refuses, each with the rules that say so, and imports
// that it allows.

const server = 'packages/server/src';
const alpha = `${server}/modules/alpha`;
const beta = `${server}/modules/beta`;
const people = `${server}/modules/people`;
const freshness = `${server}/modules/freshness`;
const clock = `${server}/kernel/clock.ts`;
const database = `${server}/db/database.ts`;
export const contractDoor = 'packages/contract/src/index.ts';

/** What is imported: a file of the tree, `@keywright/contract`, an npm package or a part of Node. */
export type Target = string;

/** [importing file, what it imports, the rules that must say no] */
export const refused: [string, Target, ...string[]][] = [
  ['packages/contract/src/errors.ts', clock, 'contract-alone', 'package-by-name'],
  ['packages/contract/src/name.ts', 'node:path', 'contract-in-browser'],
  [`${server}/kernel/ids.ts`, '@keywright/contract', 'kernel-alone'],
  [`${server}/kernel/digest.ts`, database, 'kernel-alone'],
  [`${server}/kernel/log.ts`, 'pino', 'pino-at-the-edge'],
  [`${server}/db/tables.ts`, `${alpha}/alpha.ts`, 'db-and-config'],
  [`${server}/config/config.ts`, database, 'db-and-config'],
  [`${server}/config/secrets.ts`, 'node:crypto', 'crypto-in-kernel'],
  [`${server}/http/problem.ts`, `${alpha}/index.ts`, 'http'],
  [`${server}/http/pages.ts`, database, 'http'],
  [`${server}/http/openapi.ts`, `${server}/modules/scopes/grant.ts`, 'http'],
  [`${server}/http/pipeline.ts`, `${server}/app.ts`, 'http', 'nobody-imports-the-root'],
  [`${alpha}/mint-a.ts`, `${server}/app.ts`, 'nobody-imports-the-root'],
  [`${alpha}/mint-b.ts`, `${beta}/beta.ts`, 'module-by-its-door'],
  [`${alpha}/mint-c.ts`, `${server}/http/problem.ts`, 'module-below-http'],
  [`${alpha}/mint-d.ts`, 'kysely', 'sql-in-stores'],
  [`${alpha}/mint-e.ts`, 'pg', 'drivers-in-db'],
  [`${alpha}/mint-f.ts`, 'node:sqlite', 'drivers-in-db'],
  [`${alpha}/mint-g.ts`, '@node-rs/argon2', 'crypto-in-kernel'],
  [`${alpha}/mint-h.ts`, './nowhere.ts', 'resolvable'],
  [`${alpha}/mint-i.ts`, `${alpha}/mint-a.test.ts`, 'no-test-code'],
  [`${alpha}/mint-j.ts`, 'packages/server/test/harness.ts', 'no-test-code', 'server-to-contract'],
  [`${alpha}/mint-k.ts`, contractDoor, 'package-by-name'],
  [`${alpha}/index.ts`, clock, 'door'],
  [`${alpha}/routes.ts`, clock, 'routes'],
  [`${alpha}/routes.ts`, `${beta}/index.ts`, 'routes'],
  [`${alpha}/alpha-store.ts`, `${beta}/index.ts`, 'store'],
  [`${alpha}/alpha-store.ts`, `${alpha}/mint-a.ts`, 'store'],
  [`${alpha}/alpha-store.ts`, `${alpha}/second-store.ts`, 'store'],
  [`${alpha}/alpha.ts`, `${alpha}/second-store.ts`, 'pure'],
  [`${alpha}/alpha.ts`, `${alpha}/mint-a.ts`, 'pure'],
  [`${alpha}/omega.ts`, `${beta}/index.ts`, 'pure-door-types'],
  [`${alpha}/alpha.ts`, database, 'pure'],
  [`${alpha}/settings.ts`, database, 'pure'],
  [`${server}/helpers/text.ts`, clock, 'known-folder'],
  [`${server}/first-run.ts`, 'packages/client/src/client.ts', 'server-to-contract', 'package-by-name'],
  ['packages/client/src/schema.ts', '@keywright/contract', 'contract-types-in-browser'],
  ['packages/console/src/app/files.ts', 'node:path', 'contract-in-browser'],
  ['packages/console/src/pages/a/a-page.tsx', 'packages/console/src/pages/b/b-page.tsx', 'pages-apart'],
  ['packages/console/src/ui/link.tsx', 'packages/console/src/pages/b/b-page.tsx', 'pages-on-top'],
  ['packages/client/src/guard.ts', clock, 'client-to-contract', 'package-by-name'],
  ['packages/cli/src/run.ts', clock, 'cli-and-console-to-client', 'package-by-name'],
  ['packages/console/src/page.ts', 'packages/cli/src/run.ts', 'cli-and-console-to-client', 'package-by-name'],
  [`${beta}/cycle-a.ts`, `${beta}/cycle-b.ts`, 'no-cycles'],
  [`${beta}/cycle-b.ts`, `${beta}/cycle-a.ts`, 'no-cycles'],
];

/** Importing files that import values; all others import types alone. */
export const importsValues: ReadonlySet<string> = new Set([`${alpha}/omega.ts`, 'packages/client/src/schema.ts']);

/** Imports that no rule may refuse. */
export const allowed: [string, Target][] = [
  [`${server}/kernel/random.ts`, 'node:crypto'],
  [`${server}/kernel/random.ts`, '@node-rs/argon2'],
  [`${server}/db/sqlite.ts`, 'node:sqlite'],
  [`${server}/db/sqlite.ts`, 'kysely'],
  [`${server}/db/sqlite.ts`, clock],
  [`${server}/config/settings.ts`, '@keywright/contract'],
  [`${server}/http/authenticate.ts`, `${server}/modules/credentials/index.ts`],
  [`${server}/http/authenticate.ts`, `${server}/modules/scopes/index.ts`],
  [`${server}/http/authenticate.ts`, 'pino'],
  [`${alpha}/rotate-a.ts`, `${beta}/index.ts`],
  [`${alpha}/rotate-a.ts`, `${alpha}/second-store.ts`],
  [`${alpha}/rotate-a.ts`, `${alpha}/gamma.ts`],
  [`${alpha}/gamma.ts`, `${beta}/index.ts`],
  [`${alpha}/gamma.ts`, clock],
  [`${alpha}/gamma.ts`, '@keywright/contract'],
  [`${alpha}/gamma.ts`, `${alpha}/delta.ts`],
  [`${alpha}/second-store.ts`, 'kysely'],
  [`${alpha}/second-store.ts`, database],
  [`${alpha}/second-store.ts`, `${alpha}/gamma.ts`],
  [`${beta}/index.ts`, `${beta}/mint-b.ts`],
  [`${beta}/routes.ts`, `${beta}/mint-b.ts`],
  [`${beta}/routes.ts`, '@keywright/contract'],
  [`${beta}/deps.ts`, database],
  [`${people}/authentication-tables.ts`, 'kysely'],
  [`${freshness}/postgres-freshness.ts`, 'pg'],
  [`${freshness}/postgres-freshness.ts`, database],
  [`${alpha}/rotate-a.test.ts`, `${beta}/beta.ts`],
  [`${alpha}/rotate-a.test.ts`, 'packages/server/test/harness.ts'],
  ['packages/server/test/harness.ts', `${server}/app.ts`],
  ['packages/server/test/harness.ts', 'pg'],
  [`${server}/main.ts`, `${server}/app.ts`],
  [`${server}/app.ts`, `${beta}/routes.ts`],
  ['packages/cli/src/commands.ts', '@keywright/contract'],
  ['packages/client/src/types.ts', '@keywright/contract'],
  ['packages/console/src/app/router.ts', 'packages/console/src/pages/a/a-page.tsx'],
  ['packages/console/src/pages/a/a-page.tsx', 'packages/console/src/pages/a/route.ts'],
];
