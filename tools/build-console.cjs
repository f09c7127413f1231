// Builds the console where its sources have changed since it was last built, and otherwise takes some milliseconds: so
// `npm start` on a fresh checkout serves it with no other command. Plain CommonJS, since npm may run it on the machine's own,
// older Node; Vite runs on the one that the repository brings. `--or-go-on`: a failed build is said, and is no failure,
// because the service is of use without its console.

const { createHash } = require('node:crypto');
const { existsSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join, relative } = require('node:path');
const { spawnSync } = require('node:child_process');
const { brotliCompressSync, constants, gzipSync } = require('node:zlib');

const root = join(__dirname, '..');
const folder = join(root, 'packages/console');
const dist = join(folder, 'dist');
const stampFile = join(dist, '.sources');
const bundledNode = join(root, 'node_modules/.bin/node');
/** What the bundle is made of. Of the contract it takes types alone. */
const sources = [
  ...['packages/console/src', 'packages/console/public', 'packages/client/src'],
  ...['packages/console/index.html', 'packages/console/vite.config.ts', 'package-lock.json', 'tools/build-console.cjs'],
].map((path) => join(root, path));

function filesUnder(path) {
  const entries = existsSync(path) ? readdirSync(path, { withFileTypes: true, recursive: true }) : [];
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath || entry.path, entry.name));
}

function stampOfSources() {
  const hash = createHash('sha256');
  const isFile = (path) => /\.[a-z]+$/.test(path);
  const files = sources.flatMap((path) => (isFile(path) ? [path] : filesUnder(path))).sort();
  for (const file of files) {
    if (file.includes('.test.')) continue;
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/** What is worth it is also kept compressed, so that the server compresses nothing while it serves. */
function compress() {
  for (const file of filesUnder(join(dist, 'assets'))) {
    if (!/\.(js|css|svg)$/.test(file)) continue;
    const content = readFileSync(file);
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  }
}

function build(stamp) {
  console.log('keywright: building the console, because its sources have changed.');
  const node = existsSync(bundledNode) ? bundledNode : process.execPath;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const { status, error } = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error || status !== 0) {
    console.error(`keywright: the console could not be built${error ? `: ${error.message}` : '; see above'}.`);
    process.exit(process.argv.includes('--or-go-on') ? 0 : 1);
  }
  compress();
  writeFileSync(stampFile, stamp);
}

const stamp = stampOfSources();
const built = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
if (built !== stamp) build(stamp);
