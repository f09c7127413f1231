/** `keywright-server` as a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { environmentAt, type Place } from './server-process.ts';

const command = fileURLToPath(new URL('../src/command.ts', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command to its end, for at most a minute. `lines`: leave once so many lines of its output were read. */
export async function runCommand(
  place: Place,
  args: readonly string[],
  { lines = Number.POSITIVE_INFINITY }: { readonly lines?: number } = {},
): Promise<Run> {
  const child = spawn(process.execPath, [command, ...args], {
    env: environmentAt(place),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  const closed = once(child, 'close');
  const errors = child.stderr.toArray();
  let stdout = '';
  for await (const chunk of child.stdout) {
    stdout += chunk;
    if (stdout.split('\n').length > lines) break;
  }
  const [code] = await closed;
  return { code, stdout, stderr: Buffer.concat(await errors).toString() };
}
