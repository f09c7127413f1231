import type { Invocation } from '../invocation.ts';
import { exitCodes } from '../output/exit-codes.ts';

/**
 * Goes on with `work` through one signal that would end the command: its answer holds a secret that can be had once, and what
 * had it made would live on. With the secret written, the command exits as the signal would have had it; a refusal keeps its own
 * code. A second signal ends the command at once; without one, the wait is that for replies, which `connect` bounds.
 */
export async function holdSignals<Result>(run: Invocation, work: () => Promise<Result>): Promise<Result> {
  const release = run.shell.onSignal((signal) => {
    run.exitCode = signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated;
    const message = 'A secret is on its way, and is shown once: waiting for it. Interrupt again to give it up.';
    run.output.warn('SECRET_ON_ITS_WAY', message);
  });
  try {
    return await work();
  } finally {
    release();
  }
}
