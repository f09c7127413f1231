import type { Invocation } from '../invocation.ts';

/**
 * Goes on with `work` through one interrupt: its answer holds a secret that can be had once, and what had it made would live on.
 * A second interrupt ends the command.
 */
export async function holdInterrupt<Result>(run: Invocation, work: () => Promise<Result>): Promise<Result> {
  const release = run.shell.onInterrupt(() => {
    const message = 'A secret is on its way, and is shown once: waiting for it. Interrupt again to give it up.';
    run.output.warn('SECRET_ON_ITS_WAY', message);
  });
  try {
    return await work();
  } finally {
    release();
  }
}
