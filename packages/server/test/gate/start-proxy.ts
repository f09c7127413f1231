/** Real nginx and real Caddy, with the recipes of examples/proxies as they are but for their ports. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../free-port.ts';

export type ProxyName = 'nginx' | 'caddy';

export interface RunningProxy {
  readonly port: number;
  readonly url: string;
  stop(): Promise<void>;
}

/** Where the two that a proxy connects listen. */
export interface Behind {
  readonly keywrightPort: number;
  readonly apiPort: number;
}

const binaries: Record<ProxyName, readonly string[]> = {
  nginx: ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'],
  caddy: ['/usr/bin/caddy', '/usr/local/bin/caddy'],
};
const recipes: Record<ProxyName, string> = { nginx: 'nginx/nginx.conf', caddy: 'caddy/Caddyfile' };
const readyWithinMs = 15_000;

const binaryOf = (name: ProxyName): string | undefined => binaries[name].find((path) => existsSync(path));

/** Why a suite that needs a proxy is skipped here; false where it is not. CI refuses skips. */
export const skipWithout = (name: ProxyName): string | false =>
  binaryOf(name) === undefined ? `no ${name} on this machine: apt-get install ${name}` : false;

/** Starts a proxy on a port of its own. Throws with its log where it does not come up within 15 seconds. */
export async function startProxy(name: ProxyName, { keywrightPort, apiPort }: Behind): Promise<RunningProxy> {
  const folder = await mkdtemp(join(tmpdir(), `keywright-${name}-`));
  const port = await freePort();
  const recipe = await readFile(new URL(`../../../../examples/proxies/${recipes[name]}`, import.meta.url), 'utf8');
  const file = join(folder, 'proxy.conf');
  const ports = { ':8787': `:${keywrightPort}`, ':3000': `:${apiPort}`, ':8080': `:${port}` };
  const config = Object.entries(ports).reduce((text, [from, to]) => text.replaceAll(from, to), recipe);
  await writeFile(file, config);
  const flags = {
    nginx: ['-p', folder, '-e', 'stderr', '-c', file],
    caddy: ['run', '--config', file, '--adapter', 'caddyfile'],
  }[name];
  const child = spawn(binaryOf(name) ?? name, flags, {
    cwd: folder,
    env: { HOME: folder, PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void log.push(String(chunk)));
  const exited = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    const forced = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await exited;
    clearTimeout(forced);
    await rm(folder, { recursive: true, force: true });
  };
  if (await isReady(child, port)) return { port, url: `http://127.0.0.1:${port}`, stop };
  await stop();
  throw new Error(`${name} did not come up:\n${log.join('')}`);
}

async function isReady(child: ChildProcess, port: number): Promise<boolean> {
  const until = Date.now() + readyWithinMs;
  while (Date.now() < until && child.exitCode === null) {
    if (await accepts(port)) return true;
    await sleep(50);
  }
  return false;
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
