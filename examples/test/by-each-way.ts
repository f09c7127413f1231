/**
 * One suite for an example API, run by each way in which Keywright protects it: behind real nginx and real Caddy by their
 * recipes, and by guards, without a proxy. What callers see is to be the same.
 */
import { after, before, describe } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { skipWithout, startProxy } from '../../packages/server/test/gate/start-proxy.ts';
import { TestApp } from '../../packages/server/test/harness.ts';
import type { Access } from '../access/access.ts';
import { byGate } from '../access/by-gate.ts';
import { byGuards } from '../access/by-guards.ts';

/** Keywright, an API that it protects, and where clients call that API. */
export interface Protected {
  readonly keywright: TestApp;
  readonly url: string;
}

export interface Example {
  readonly name: string;
  /** The platform file. */
  readonly platform: string;
  readonly createApi: (access: Access) => FastifyInstance;
}

/** Runs `suite` by each way. Its argument is to be called in tests, once everything has started. */
export function byEachWay(example: Example, suite: (started: () => Protected) => void): void {
  for (const proxy of ['nginx', 'caddy'] as const) {
    describe(`${example.name} behind ${proxy}, by the gate`, { skip: skipWithout(proxy) }, () =>
      run(example, proxy, suite),
    );
  }
  describe(`${example.name} by guards`, () => run(example, undefined, suite));
}

function run(
  example: Example,
  proxyName: 'nginx' | 'caddy' | undefined,
  suite: (started: () => Protected) => void,
): void {
  let keywright: TestApp | undefined;
  let api: FastifyInstance | undefined;
  let proxy: Awaited<ReturnType<typeof startProxy>> | undefined;
  let url = '';

  before(async () => {
    keywright = await TestApp.start('sqlite', {
      platform: example.platform,
      config: { platform: example.platform, trustedProxies: ['127.0.0.1'] },
    });
    api = example.createApi(proxyName === undefined ? byGuards(keywright.url) : byGate);
    url = await api.listen({ port: 0, host: '127.0.0.1' });
    if (proxyName === undefined) return;
    const behind = { keywrightPort: Number(new URL(keywright.url).port), apiPort: Number(new URL(url).port) };
    proxy = await startProxy(proxyName, behind);
    url = proxy.url;
  });
  after(async () => {
    await proxy?.stop();
    await api?.close();
    await keywright?.close();
  });

  suite(() => {
    if (keywright === undefined) throw new Error('to be called once the suite has started');
    return { keywright, url };
  });
}
