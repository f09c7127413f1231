// The import table of the architecture, as rules: what each part of the code may import. `npm run check` enforces it, and
// tools/import-table.test.ts proves of each rule that it fires. Type-only imports count like any other.

const src = '^packages/server/src/';
const kernel = `${src}kernel/`;
const db = `${src}db/`;
const contract = '^packages/contract/src/';
const tests = ['\\.test\\.ts$', '\\.fixture\\.ts$', '^packages/[^/]+/test/'];

/** Files in a module whose names begin with one of these do something; all others are types and pure rules. */
const verbs =
  'mint|rotate|revoke|delete|list|get|create|update|add|remove|set|check|find|sign|accept|disable|enable|archive|invite|' +
  'record|load|resolve|commit|import|verify|export|prune|send|authorize';
const anyModule = `${src}modules/([^/]+)/`;
const ownModule = `${src}modules/$1/`;
const anyDoor = `${src}modules/[^/]+/index\\.ts$`;
const store = `${anyModule}(?:|.+/)[^/]+-store\\.ts$`;
const routes = `${anyModule}routes\\.ts$`;
/** better-auth owns the tables of people's sign-in, so the files that set it up touch the database like a store does. */
const authentication = `${src}modules/people/authentication[^/]*\\.ts$`;

/** The files of a module that may do more than state types and rules, as patterns of the path within the module. */
const notPure = [
  'index\\.ts$',
  'routes\\.ts$',
  // The type of what the module's use cases are given: it names what they may import, and holds no code.
  'deps\\.ts$',
  '.+-store\\.ts$',
  `(?:|.+/)(?:${verbs})(?:|-[^/]+)\\.ts$`,
  'authentication[^/]*\\.ts$',
  // The implementations of the freshness port talk to their databases directly: that is all they do.
  '[^/]+-freshness\\.ts$',
].join('|');
const ownPure = `${ownModule}(?!${notPure})`;

/** Everything that is ours: neither a package from npm nor a part of Node. */
const ours = '^packages/';

function forbid(name, comment, from, to) {
  const { pathNot = [], ...rest } = from;
  return { name, comment, severity: 'error', from: { ...rest, pathNot: [...tests, ...pathNot] }, to };
}

/** `from` may import, of our own code, only what `allowed` lists. */
function onlyOurs(name, comment, from, allowed) {
  return forbid(name, comment, from, { path: ours, pathNot: allowed });
}

/** The package of this name, wherever npm has put it. */
function npm(name) {
  return `(^|/)node_modules/(|@types/)${name}/`;
}

const packages = [
  onlyOurs('contract-alone', 'The contract imports nothing of ours.', { path: contract }, [contract]),
  forbid(
    'contract-in-browser',
    'The contract, the client and the console run in a browser: nothing of Node.',
    { path: '^packages/(contract|client|console)/src/' },
    {
      dependencyTypes: ['core'],
    },
  ),
  onlyOurs('server-to-contract', 'Of the other packages, the server imports the contract.', { path: src }, [
    src,
    contract,
  ]),
  onlyOurs('client-to-contract', 'The client imports the contract.', { path: '^packages/client/src/' }, [
    '^packages/client/src/',
    contract,
  ]),
  onlyOurs(
    'cli-and-console-to-client',
    'The command line and the console import the client and the contract.',
    { path: '^packages/(cli|console)/src/' },
    ['^packages/$1/src/', '^packages/client/src/', contract],
  ),
  forbid(
    'contract-types-in-browser',
    'Of the contract, client and console take types alone: its schemas have no place in a browser bundle.',
    { path: '^packages/(client|console)/src/' },
    { path: contract, dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'pages-apart',
    'A page is imported by the router’s list and by itself alone, so that deleting its folder deletes it.',
    { path: '^packages/console/src/pages/([^/]+)/' },
    { path: '^packages/console/src/pages/', pathNot: ['^packages/console/src/pages/$1/'] },
  ),
  forbid(
    'pages-on-top',
    'What pages share knows no page; only the router’s list does.',
    { path: '^packages/console/src/', pathNot: ['^packages/console/src/(pages/|app/router\\.ts$)'] },
    { path: '^packages/console/src/pages/' },
  ),
  forbid(
    'package-by-name',
    'Another package is imported by its name, so that its `exports` hold.',
    {
      path: '^packages/([^/]+)/',
    },
    { path: ours, pathNot: ['^packages/$1/'], dependencyTypes: ['local'], dependencyTypesNot: ['aliased-workspace'] },
  ),
];

const layers = [
  onlyOurs('kernel-alone', 'The kernel imports nothing of ours.', { path: kernel }, [kernel]),
  onlyOurs('db-and-config', 'db and config import the kernel and the contract.', { path: `${src}(db|config)/` }, [
    `${src}$1/`,
    kernel,
    contract,
  ]),
  onlyOurs(
    'http',
    'http imports the kernel, the contract and the doors of credentials and scopes.',
    { path: `${src}http/` },
    [`${src}http/`, kernel, contract, `${src}modules/(credentials|scopes)/index\\.ts$`],
  ),
  forbid(
    'nobody-imports-the-root',
    'app.ts, main.ts and their like know everyone, and only they know each other.',
    {
      path: ours,
      pathNot: [`${src}[^/]+$`],
    },
    { path: `${src}[^/]+$` },
  ),
  forbid(
    'known-folder',
    'A new folder in the server needs its place in the import table first.',
    {
      path: `${src}[^/]+/`,
      pathNot: [`${src}(kernel|config|db|http|modules)/`],
    },
    {},
  ),
];

const modules = [
  forbid(
    'module-by-its-door',
    'A module reaches another one through its index.ts.',
    { path: anyModule },
    {
      path: `${src}modules/`,
      pathNot: [ownModule, anyDoor],
    },
  ),
  forbid(
    'module-below-http',
    'Modules know no HTTP and no configuration; app.ts joins them to both.',
    { path: anyModule },
    {
      path: `${src}(http|config)/`,
    },
  ),
  forbid(
    'door',
    'index.ts is a door: it re-exports from its own module and imports nothing else.',
    {
      path: `${anyModule}index\\.ts$`,
    },
    { pathNot: [ownModule] },
  ),
  forbid(
    'routes',
    'routes.ts imports the contract and files of its own module.',
    { path: routes },
    {
      pathNot: [ownModule, contract],
    },
  ),
  onlyOurs('store', 'A store imports db, the kernel, the contract and its own pure files.', { path: store }, [
    db,
    kernel,
    contract,
    ownPure,
  ]),
  onlyOurs(
    'pure',
    'A file that is no door, route, store or use case is pure: kernel, contract and pure files of its own module.',
    { path: `${anyModule}(?!${notPure})` },
    [kernel, contract, ownPure, anyDoor],
  ),
  forbid(
    'pure-door-types',
    'Of other modules, a pure file may name types, which vanish before anything runs.',
    { path: `${anyModule}(?!${notPure})` },
    { path: anyDoor, pathNot: [ownModule], dependencyTypesNot: ['type-only'] },
  ),
];

const external = [
  forbid(
    'sql-in-stores',
    'SQL lives in stores and in db.',
    {
      path: ours,
      pathNot: [db, store, authentication],
    },
    { path: npm('kysely') },
  ),
  forbid(
    'drivers-in-db',
    'Database drivers are for db and freshness.',
    {
      path: ours,
      pathNot: [db, `${src}modules/freshness/`],
    },
    { path: [npm('pg'), '^(node:)?sqlite$'] },
  ),
  forbid(
    'crypto-in-kernel',
    'Cryptography and its randomness are the kernel’s.',
    { path: ours, pathNot: [kernel] },
    {
      path: ['^(node:)?crypto$', npm('@node-rs/argon2')],
    },
  ),
  forbid(
    'pino-at-the-edge',
    'Logging belongs to http and to the files that start the service.',
    {
      path: ours,
      pathNot: [`${src}http/`, `${src}[^/]+$`],
    },
    { path: npm('pino') },
  ),
];

const everywhere = [
  { name: 'no-cycles', severity: 'error', comment: 'No cycles.', from: {}, to: { circular: true } },
  {
    name: 'resolvable',
    severity: 'error',
    comment: 'No rule sees an import of nothing.',
    from: {},
    to: { couldNotResolve: true },
  },
  forbid('no-test-code', 'Source files do not import test code.', { path: ours }, { path: tests }),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...packages, ...layers, ...modules, ...external, ...everywhere],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^packages/console/(dist/|vite\\.config)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
