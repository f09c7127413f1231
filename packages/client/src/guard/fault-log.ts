import type { GuardFault } from './guard-fault.ts';

/** Where faults go that nobody asked for. */
export interface FaultLog {
  readonly fault: (fault: GuardFault) => void;
  readonly answer: () => void;
}

/**
 * Writes faults to standard error, so that a guard that is set up wrongly, or a gate that is away, does not go unnoticed. Each
 * one once: a wrong setting is the same on every request, and an outage is one until the gate answers again.
 */
export function createFaultLog(): FaultLog {
  const settings = new Set<string>();
  let isAway = false;
  return {
    fault: (fault) => {
      const isKnown = fault.kind === 'outage' ? isAway : settings.has(fault.message);
      if (fault.kind === 'outage') isAway = true;
      // Messages come from settings and are few; the bound holds whatever the gate answers.
      else if (settings.size < 100) settings.add(fault.message);
      if (!isKnown) console.error(`keywright guard: ${fault.message} Requests are refused with 503.`, fault);
    },
    answer: () => {
      isAway = false;
    },
  };
}
