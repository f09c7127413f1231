import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A server of bench/ in a process of its own, and how it is to be asked. */
export interface Served {
  readonly url: string;
  readonly authorization: string;
  readonly headers: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts a server of bench/, which prints as one line of JSON how it is to be asked, and ends on SIGTERM. */
export async function serve(file: string, ...args: readonly string[]): Promise<Served> {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { url, authorization, headers = {} } = JSON.parse(String(line));
  return {
    url: String(url),
    authorization: String(authorization),
    headers,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'close');
    },
  };
}
