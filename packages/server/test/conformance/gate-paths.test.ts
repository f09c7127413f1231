/**
 * No path is let through as one route and read as another by the API behind the proxy. 100,000 paths through each proxy, the
 * API reading each in three ways; another seed in each run, which a failure names.
 */
import assert from 'node:assert/strict';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { type GateRoute, parsePlatformFile } from '@keywright/contract';
import fc from 'fast-check';
import { compileRoutes } from '../../src/modules/gate/index.ts';
import { readPath } from '../../src/modules/gate/request-path.ts';
import { oddPath } from '../gate/odd-paths.ts';
import { platformWithGate } from '../gate/platform-with-gate.ts';
import { type ProxyName, type RunningProxy, skipWithout, startProxy } from '../gate/start-proxy.ts';
import { byUrl, leniently, type Reading, strictly } from '../gate/upstream-readings.ts';
import { TestApp } from '../harness.ts';

const pathsPerRun = 20_000;
const runs = 5;
const atOnce = 24;

/** Routes of which many a path could be meant, each with a scope of its own as far as the platform has them. */
const routes: readonly GateRoute[] = [
  { path: '/api/admin/**', all: ['org.write'] },
  { path: '/api/users/me', all: ['org.read'] },
  { path: '/api/users/{id}', all: ['members.read'] },
  { path: '/api/users/{id}/keys/**', all: ['keys.read'] },
  { path: '/api/{page}', all: ['projects.read'] },
  { path: '/files/**', all: ['exports.read'] },
];
const bases = [
  '/api/admin',
  '/api/admin/users/7',
  '/api/users/me',
  '/api/users/42',
  '/api/users/42/keys',
  '/api/users/me/keys/a/b.json',
  '/api/about',
  '/files/report.pdf',
  '/files/api/admin/x',
];

const readings: Readonly<Record<string, Reading>> = {
  strict: strictly(routes),
  lenient: leniently(routes),
  url: byUrl(routes),
};

const findRoute = compileRoutes({ routes: [...routes] });
/** Which route the gate takes a URL for: the index of the one whose needs it answers. */
function gateReading(url: string): number | undefined {
  const path = readPath(url);
  if (!path.ok) return undefined;
  const needs = findRoute('GET', '', path.segments)?.needs;
  const index = routes.findIndex(({ all }) => needs !== undefined && all === needs.scopes);
  return index === -1 ? undefined : index;
}

function throughProxy(name: ProxyName): void {
  describe(`paths through ${name}`, { skip: skipWithout(name) }, () => {
    const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
    // Says which URL reached it.
    const api = createServer((received, response) => response.end(JSON.stringify(received.url)));
    let app: TestApp;
    let proxy: RunningProxy;
    let authorization: string;
    before(async () => {
      const platform = await platformWithGate({ routes });
      app = await TestApp.start('sqlite', {
        platform: platform.file,
        config: { trustedProxies: ['127.0.0.1'], logLevel: 'silent' },
      });
      await platform.remove();
      await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
      const apiPort = (api.address() as AddressInfo).port;
      proxy = await startProxy(name, { keywrightPort: Number(new URL(app.url).port), apiPort });
      authorization = (
        await app.pat(
          await app.admin(),
          routes.flatMap(({ all = [] }) => all),
        )
      ).authorization;
    });
    after(async () => {
      agent.destroy();
      await proxy?.stop();
      await app?.close();
      api.closeAllConnections();
      api.close();
    });

    /** The URL that the API got; undefined where the request was refused on the way. */
    const send = (path: string) =>
      new Promise<string | undefined>((resolve, reject) => {
        const options = { agent, port: proxy.port, host: '127.0.0.1', path, headers: { authorization } };
        const sent = request(options, (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('end', () => resolve(response.statusCode === 200 ? String(JSON.parse(text)) : undefined));
        });
        sent.on('error', reject).end();
      });

    for (let run = 1; run <= runs; run += 1) {
      it(`none of ${pathsPerRun} is read as another route than the gate let through: ${run} of ${runs}`, async (t) => {
        const seed = fc.sample(fc.integer(), 1)[0] ?? 0;
        const paths = fc.sample(oddPath(bases), { seed, numRuns: pathsPerRun });
        let admitted = 0;
        const work = async () => {
          for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
            const url = await send(path);
            if (url === undefined) continue;
            admitted += 1;
            const read = gateReading(url);
            for (const [habit, reading] of Object.entries(readings)) {
              const other: number | undefined = reading('GET', url);
              const place: string = `${path} (as ${url}, seed ${seed}): the gate reads ${read}, ${habit} ${other}`;
              assert.ok(read !== undefined && (other === undefined || other === read), place);
            }
          }
        };
        await Promise.all(Array.from({ length: atOnce }, work));
        t.diagnostic(`${name}: ${admitted} of ${pathsPerRun} were let through`);
        assert.ok(admitted > pathsPerRun / 20, `only ${admitted} were let through: this shows nothing`);
      });
    }
  });
}

it('the routes of this test are a valid gate', async () => {
  const { text, remove } = await platformWithGate({ routes });
  await remove();
  assert.deepEqual(parsePlatformFile(text).ok, true);
});

throughProxy('nginx');
throughProxy('caddy');
