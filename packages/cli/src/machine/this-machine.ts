import { setTimeout as sleep } from 'node:timers/promises';
import type { EndingSignal, Shell } from '../shell.ts';

const endingSignals: readonly EndingSignal[] = ['SIGINT', 'SIGTERM'];

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
  onSignal: (listener) => {
    const release = () => {
      for (const signal of endingSignals) process.off(signal, hear);
    };
    const hear = (signal: EndingSignal) => {
      release();
      listener(signal);
    };
    for (const signal of endingSignals) process.on(signal, hear);
    return release;
  },
};
