/**
 * A real PostgreSQL for a test run: a fresh cluster in a temporary folder, reachable on the loopback only, gone afterwards.
 * It trusts every local connection and does not sync to disk, so it is for tests and benchmarks, never for data.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../free-port.ts';
import { findPostgresBinaries } from './find-postgres-binaries.ts';
import { type Account, unprivilegedAccount } from './unprivileged-account.ts';

/** A running server. `url` names the maintenance database and connects as a superuser. */
export interface RunningPostgres {
  url: string;
  /** Disconnects everyone, stops the server and removes its folder. May be called again. */
  stop(): Promise<void>;
}

const readyWithinMs = 20_000;
const stopsWithinMs = 10_000;

/**
 * Starts PostgreSQL, or says why this machine cannot.
 * @throws Error with PostgreSQL's own log when it is installed and does not come up within 20 seconds.
 */
export async function startPostgres(): Promise<RunningPostgres | { missing: string }> {
  const binaries = await findPostgresBinaries();
  if (binaries === undefined) return { missing: 'PostgreSQL is not installed: apt-get install postgresql' };

  const account = await unprivilegedAccount();
  const folder = await mkdtemp(join(tmpdir(), 'keywright-postgres-'));
  try {
    if (account !== undefined) await chown(folder, account.uid, account.gid);
    const data = join(folder, 'data');
    await initialise(binaries.initdb, data, folder, account);
    return await serve(binaries.postgres, data, folder, account);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function initialise(initdb: string, data: string, folder: string, account: Account | undefined): Promise<void> {
  const options = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
  const child = spawnAs(account, initdb, [...options, '-D', data], folder);
  const log = collectOutput(child);
  const code = await exitOf(child);
  if (code !== 0) throw new Error(`initdb failed (${code}):\n${log()}`);
}

async function serve(
  postgres: string,
  data: string,
  folder: string,
  account: Account | undefined,
): Promise<RunningPostgres> {
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
    timezone: 'UTC',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawnAs(account, postgres, ['-D', data, ...flags], folder);
  const log = collectOutput(child);
  const exited = exitOf(child);
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    const forced = setTimeout(() => child.kill('SIGKILL'), stopsWithinMs);
    await exited.catch(() => undefined);
    clearTimeout(forced);
    await rm(folder, { recursive: true, force: true });
  };
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  try {
    await waitUntilReady(url, child);
  } catch (error) {
    await stop();
    throw new Error(`PostgreSQL did not come up: ${String(error)}\n${log()}`);
  }
  return { url, stop };
}

async function waitUntilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + readyWithinMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (child.exitCode !== null || performance.now() > deadline) throw error;
      await sleep(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

function spawnAs(account: Account | undefined, command: string, args: string[], cwd: string): ChildProcess {
  return spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], ...account });
}

/** Keeps the output's last part, which is where the reason for a failure stands. */
function collectOutput(child: ChildProcess): () => string {
  let text = '';
  const keep = (chunk: Buffer): void => {
    text = (text + chunk.toString()).slice(-20_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => text;
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}
