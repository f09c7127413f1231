import { setTimeout as sleep } from 'node:timers/promises';
import type { Shell } from '../shell.ts';

/** The only place of the command line that reads the environment and asks for time and randomness. */
export const thisMachine: Shell = {
  environment: process.env,
  // Each is made when it is first asked for: to make stdin takes hold of it.
  get stdin() {
    return process.stdin;
  },
  get stdout() {
    return process.stdout;
  },
  get stderr() {
    return process.stderr;
  },
  now: () => Date.now(),
  randomId: () => crypto.randomUUID(),
  sleep: async (ms) => {
    await sleep(ms);
  },
  onInterrupt: (listener) => {
    process.once('SIGINT', listener);
    return () => void process.off('SIGINT', listener);
  },
};
