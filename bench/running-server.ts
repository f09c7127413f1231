import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const main = join(import.meta.dirname, '../packages/server/src/main.ts');

export interface RunningServer {
  readonly url: string;
  readonly adminEmail: string;
  readonly adminPassword: string;
  stop(): Promise<void>;
}

/** Starts the service as `npm start` does, in a process and a folder of its own, on a free port of the loopback. */
export async function startServer(): Promise<RunningServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keywright-bench-'));
  const adminEmail = 'admin@example.com';
  const adminPassword = 'correct horse battery';
  const env = {
    PATH: process.env.PATH,
    KEYWRIGHT_PORT: '0',
    KEYWRIGHT_DATA_DIR: dataDir,
    KEYWRIGHT_ADMIN_EMAIL: adminEmail,
    KEYWRIGHT_ADMIN_PASSWORD: adminPassword,
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'close');
    }
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    return { url: await addressOf(child), adminEmail, adminPassword, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address in the line that the service logs once it listens. Later lines are read and dropped. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('close', (code) => reject(new Error(`the server ended with code ${code} before it listened`)));
    if (child.stdout === null) return reject(new Error('the server has no stdout'));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { address }: { address?: unknown } = JSON.parse(line);
      if (typeof address === 'string') resolve(address);
    });
  });
}
