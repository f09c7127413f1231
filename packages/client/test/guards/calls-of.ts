import assert from 'node:assert/strict';
import type { Minted } from '../../../server/test/harness.ts';
import type { GuardedApi, Seen } from './guarded-api.ts';

/** An error as callers get it. */
export interface Refusal {
  readonly status: number;
  readonly error: { readonly code: string; readonly details: unknown; readonly traceId: string };
}

/** Calls of a guarded API, and what is expected of them. */
export interface Calls {
  readonly get: (path: string, credential?: Minted, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  /** Asserts that a call is refused, and that no handler has seen it. */
  readonly refused: (work: () => Promise<Response>, status: number, code: string) => Promise<Response & Refusal>;
  /** Asserts that a call is let through. Resolves to what the handler says. */
  readonly passed: (work: Promise<Response>) => Promise<Seen>;
}

/** The API is asked for at each call: it is started after its tests are declared. */
export function callsOf(api: () => GuardedApi): Calls {
  return {
    get: (path, credential, headers = {}) =>
      api().call('GET', path, {
        headers: { ...(credential && { authorization: credential.authorization }), ...headers },
      }),

    async refused(work, status, code) {
      const before = api().seen();
      const response = await work();
      const text = await response.text();
      assert.equal(response.status, status, text);
      assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      const problem = JSON.parse(text) as Refusal;
      assert.deepEqual([problem.status, problem.error.code], [status, code]);
      assert.equal(api().seen(), before);
      return Object.assign(response, { error: problem.error });
    },

    async passed(work) {
      const response = await work;
      const text = await response.text();
      assert.equal(response.status, 200, text);
      return JSON.parse(text) as Seen;
    },
  };
}
