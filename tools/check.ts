// `npm run check`: everything that can be said of the code without running it, in one command, so that a contributor and
// CI hold it to the same rules. A failing step does not hide the ones after it.

import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const packagesFolder = join(root, 'node_modules');
const colors = process.stdout.isTTY && !process.env.NO_COLOR ? 'force' : 'off';

/** One step: a script for Node, its arguments, and what repairs what it finds. */
interface Step {
  name: string;
  script: string;
  args: string[];
  repair?: string;
}

const typescript = join(packagesFolder, 'typescript/bin/tsc');
const steps: Step[] = [
  {
    name: 'format and lint',
    script: join(packagesFolder, '@biomejs/biome/bin/biome'),
    args: ['ci', '--error-on-warnings', `--colors=${colors}`],
    repair: 'npx biome check --write',
  },
  { name: 'types', script: typescript, args: ['--project', '.', '--noEmit'] },
  // In a browser other names exist than in Node.
  { name: 'console types', script: typescript, args: ['--project', 'packages/console', '--noEmit'] },
  {
    name: 'import table',
    script: join(packagesFolder, 'dependency-cruiser/bin/dependency-cruise.mjs'),
    args: ['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', 'packages'],
  },
  { name: 'generated files', script: join(root, 'tools/generate.ts'), args: ['--check'], repair: 'npm run generate' },
];

const failures: string[] = [];
for (const step of steps) {
  const began = performance.now();
  const { ok, output } = await run(step);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${step.name.padEnd(16)} ${seconds.padStart(5)} s`);
  if (ok) continue;
  failures.push(step.name);
  console.log(`\n${output.trim()}\n`);
  if (step.repair !== undefined) console.log(`To repair: ${step.repair}\n`);
}

console.log(failures.length === 0 ? 'All checks passed.' : `Failed: ${failures.join(', ')}.`);
process.exitCode = failures.length === 0 ? 0 : 1;

function run({ script, args }: Step): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });
}
