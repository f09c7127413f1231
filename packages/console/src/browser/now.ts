import { useSyncExternalStore } from 'react';

/** The only place of the console that asks for the time: a page shows one moment, and tests can move it. */
export const now = (): number => Date.now();

const tickMs = 30_000;
let tick = now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function advance(): void {
  tick = now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  // While nobody looked nothing ticked: the first to look again must not see the moment at which the last one left.
  if (listeners.size === 0) tick = now();
  listeners.add(listener);
  timer ??= setInterval(advance, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present moment in epoch milliseconds, renewed every half minute: one timer for all that show it. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => tick);
}
