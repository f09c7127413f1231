import { after, before, beforeEach, describe } from 'node:test';
import type { GuardFault } from '../../src/guard/guard-fault.ts';
import { frameworks } from './frameworks.ts';
import type { ApiOptions, GuardedApi } from './guarded-api.ts';
import { passing, StandInGate } from './stand-in-gate.ts';
import { refuseUnhandledRejections } from './unhandled-rejections.ts';

/** What callers of a guarded API present. */
export const key = 'ApiKey tr_ak_abcdefgh.secret';

/** A guarded API before a gate that misbehaves as it is told to. */
export interface Stage {
  readonly gate: StandInGate;
  readonly api: GuardedApi;
  /** What the application was told of in this test. */
  readonly faults: GuardFault[];
  /** Calls the API, with a credential. */
  readonly call: (path?: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  /** Calls, in the same way, another API of the same framework with options of its own, for as long as `work` takes. */
  readonly withOwnApi: (options: Partial<ApiOptions>, work: (call: Stage['call']) => Promise<void>) => Promise<void>;
}

/** Runs a suite for every guard. Before each test the gate passes everybody, and nothing has been asked or told. */
export function onEachGuard(suite: (stage: Stage) => void): void {
  refuseUnhandledRejections();
  for (const framework of frameworks) {
    describe(`a guard for ${framework.name}`, { concurrency: false }, () => {
      const faults: GuardFault[] = [];
      let gate: StandInGate;
      let api: GuardedApi;
      const start = (options: Partial<ApiOptions> = {}) =>
        framework.start({ baseUrl: gate.baseUrl, onFault: (fault) => faults.push(fault), ...options });

      before(async () => {
        gate = await StandInGate.start();
        api = await start();
      });
      after(async () => {
        await api.close();
        await gate.close();
      });
      beforeEach(() => {
        faults.length = 0;
        gate.behave = passing;
        gate.asked.length = 0;
      });

      suite({
        get gate() {
          return gate;
        },
        get api() {
          return api;
        },
        faults,
        call: (path, headers) => callerOf(api)(path, headers),
        async withOwnApi(options, work) {
          const own = await start(options);
          try {
            await work(callerOf(own));
          } finally {
            await own.close();
          }
        },
      });
    });
  }
}

const callerOf =
  (api: GuardedApi): Stage['call'] =>
  (path = '/anybody', headers = {}) =>
    api.call('GET', path, { headers: { authorization: key, ...headers } });
