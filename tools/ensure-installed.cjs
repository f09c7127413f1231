// Makes `npm start`, `npm test` and the like the only command on a fresh checkout: npm runs this before each of them, and
// it installs what package-lock.json names when that is not there yet. Plain CommonJS without syntax newer than Node 18,
// because the first run is on whatever Node the machine has.

const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { delimiter, join } = require('node:path');
const { spawnSync } = require('node:child_process');

const root = join(__dirname, '..');
const nodeModules = join(root, 'node_modules');
const stampFile = join(nodeModules, '.keywright-lock');
const bundledNode = join(nodeModules, '.bin', 'node');
const installLock = join(root, '.installing');
const oldestNodeMajor = 24;
/** An installation that has held the lock for longer than this is taken for dead. */
const staleAfterMs = 15 * 60 * 1000;

/** What an up-to-date folder's stamp says. The platform is in it because a folder shared between machines holds binaries. */
function wantedStamp() {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${hash} ${process.platform}-${process.arch}`;
}

function readOrEmpty(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** True when npm's own record of the folder matches the lock file: somebody installed by hand, and need not wait again. */
function installedByHand() {
  const record = readOrEmpty(join(nodeModules, '.package-lock.json'));
  if (record === '') return false;
  const installed = JSON.parse(record).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const differs = (path) => !wanted[path] || wanted[path].version !== installed[path].version;
  const isMissing = (path) => path.includes('node_modules/') && !wanted[path].optional && !installed[path];
  const isForThisMachine = existsSync(bundledNode) || Number.parseInt(process.versions.node, 10) >= oldestNodeMajor;
  return isForThisMachine && !Object.keys(installed).some(differs) && !Object.keys(wanted).some(isMissing);
}

function isUpToDate() {
  const stamp = wantedStamp();
  const found = readOrEmpty(stampFile);
  if (found === stamp) return true;
  const isOtherMachines = found !== '' && found.split(' ')[1] !== stamp.split(' ')[1];
  if (isOtherMachines || !installedByHand()) return false;
  try {
    writeFileSync(stampFile, stamp);
  } catch {
    // A folder that may not be written to is as good as any; only the comparison is repeated each time.
  }
  return true;
}

function fail(message) {
  console.error(`\nkeywright: ${message}`);
  process.exit(1);
}

function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function holderIsGone() {
  try {
    const heldForMs = Date.now() - statSync(installLock).mtimeMs;
    if (heldForMs > staleAfterMs) return true;
    const pid = Number(readOrEmpty(join(installLock, 'pid')));
    // Between making the folder and writing the pid there is none yet; one second is ample for that.
    if (!pid) return heldForMs > 1000;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH' || error.code === 'ENOENT';
  }
}

/** Takes the lock; two installations into one folder at a time leave it broken. False: another script installed meanwhile. */
function takeInstallLock() {
  for (let waited = false; ; waited = true) {
    try {
      mkdirSync(installLock);
      writeFileSync(join(installLock, 'pid'), String(process.pid));
      return !waited || !isUpToDate();
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`cannot write to ${root}: ${error.message}`);
    }
    if (holderIsGone()) {
      rmSync(installLock, { recursive: true, force: true });
      continue;
    }
    if (!waited) console.log('keywright: another npm script is installing the dependencies; waiting for it.');
    sleep(300);
  }
}

function runNpmCi() {
  // npm must not run on node_modules/.bin/node, which it is about to delete: keep only the machine's own folders.
  const path = (process.env.PATH || '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    env: { ...process.env, PATH: path.join(delimiter) },
    shell: process.platform === 'win32',
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) fail(`npm could not be started (${error.message}). Install npm 10 or newer and run the command again.`);
  if (status !== 0) {
    fail(
      '`npm ci` failed; its own message is above. Check that the npm registry can be reached and that the disk is not ' +
        'full, then run the command again. If package-lock.json does not match package.json, run `npm install` once.',
    );
  }
}

/** The repository brings its own Node on Linux with glibc; elsewhere the machine's must be new enough. */
function ensureNodeRuns() {
  if (existsSync(bundledNode)) {
    if (spawnSync(bundledNode, ['--version'], { stdio: 'ignore' }).status === 0) return;
    // A Node built for another libc would hide the machine's own from every npm script.
    rmSync(bundledNode, { force: true });
  }
  if (Number.parseInt(process.versions.node, 10) >= oldestNodeMajor) return;
  fail(
    `Keywright needs Node ${oldestNodeMajor} or newer. This is ${process.version}, and the Node that npm packages bring ` +
      `is not available for ${process.platform}-${process.arch}. Install a newer Node: https://nodejs.org/`,
  );
}

function install() {
  if (!takeInstallLock()) return;
  try {
    const reason = existsSync(stampFile) ? 'package-lock.json has changed' : 'they are not installed yet';
    console.log(`keywright: installing the dependencies with \`npm ci\`, because ${reason}.`);
    runNpmCi();
    ensureNodeRuns();
    writeFileSync(stampFile, wantedStamp());
  } finally {
    rmSync(installLock, { recursive: true, force: true });
  }
}

process.on('exit', releaseOwnLock);
function releaseOwnLock() {
  if (readOrEmpty(join(installLock, 'pid')) === String(process.pid))
    rmSync(installLock, { recursive: true, force: true });
}

if (!isUpToDate()) install();
