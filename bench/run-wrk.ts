import { spawn } from 'node:child_process';

export interface Load {
  readonly url: string;
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
}

/** Requests a second under load by wrk. Throws where wrk is missing and where an answer was not a success. */
export async function runWrk({ url, authorization, headers = {}, connections, seconds }: Load): Promise<number> {
  const all = { ...(authorization === undefined ? {} : { Authorization: authorization }), ...headers };
  const lines = Object.entries(all).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const output = await outputOf(['-t1', `-c${connections}`, `-d${seconds}s`, ...lines, url]);
  const failures = /Non-2xx or 3xx responses: \d+|Socket errors: .*/.exec(output);
  if (failures !== null) throw new Error(`${url}: ${failures[0]}`);
  const [, rate] = /^Requests\/sec:\s+([\d.]+)/m.exec(output) ?? [];
  if (rate === undefined) throw new Error(`wrk said no rate:\n${output}`);
  return Number(rate);
}

function outputOf(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('wrk', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new Error('wrk is not installed: apt-get install wrk') : error),
    );
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`wrk ended with code ${code}`))));
  });
}
