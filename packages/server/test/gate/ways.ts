/** The ways by which a request comes to the gate: through real proxies, and as Traefik and Envoy ask. */

import type { TestApp } from '../harness.ts';
import { rawRequest } from '../scenarios/raw-request.ts';
import { type Reached, startEchoUpstream, type Upstream } from './echo-upstream.ts';
import { type ProxyName, type RunningProxy, startProxy } from './start-proxy.ts';

export type WayName = ProxyName | 'traefik' | 'envoy';

/** A request as a client sends it. */
export interface ClientRequest {
  readonly method: string;
  readonly path: string;
  /** Header lines. */
  readonly headers: readonly string[];
  readonly body?: string;
}

/** What a client got, and what of its request reached the API. */
export interface Result {
  readonly status: number;
  /** The code of the refusal; undefined where it was let through, or where its answer has no body. */
  readonly code: string | undefined;
  readonly header: (name: string) => string | undefined;
  readonly admitted: boolean;
  /** The identity headers that the API got, or that the proxy is told to give it. */
  readonly identity: Readonly<Record<string, string>> | undefined;
}

export interface Way {
  readonly name: WayName;
  send(request: ClientRequest): Promise<Result>;
  stop(): Promise<void>;
}

export const clientAddress = '127.0.0.1';

/** Opens a way to the gate of an app. */
export async function openWay(name: WayName, app: TestApp): Promise<Way> {
  if (name === 'traefik' || name === 'envoy')
    return { name, send: (request) => ask(app, name, request), stop: async () => {} };
  const upstream = await startEchoUpstream();
  const behind = { keywrightPort: Number(new URL(app.url).port), apiPort: upstream.port };
  const proxy = await startProxy(name, behind);
  return {
    name,
    send: (request) => sendThrough(proxy, upstream, request),
    async stop() {
      await proxy.stop();
      await upstream.stop();
    },
  };
}

async function sendThrough(proxy: RunningProxy, upstream: Upstream, request: ClientRequest): Promise<Result> {
  upstream.reached.length = 0;
  const reply = await rawRequest(proxy.url, `${request.method} ${request.path}`, linesOf(request));
  const reached: Reached | undefined = upstream.reached[0];
  const identity = reached === undefined ? undefined : identityIn((name) => reached.headers[name.replaceAll('-', '_')]);
  return toResult(reply, reached !== undefined, identity);
}

function linesOf({ headers, body }: ClientRequest): string[] {
  if (body === undefined) return [...headers];
  return [...headers, `Content-Length: ${Buffer.byteLength(body)}`, '', body];
}

/** As the documentation of each proxy says that it asks. */
async function ask(app: TestApp, name: 'traefik' | 'envoy', request: ClientRequest): Promise<Result> {
  const { method, path } = request;
  const host =
    request.headers
      .find((line) => /^host:/i.test(line))
      ?.slice(5)
      .trim() ?? 'keywright.test';
  const kept = request.headers.filter((line) => !/^(host|connection|upgrade|x-forwarded-\w+):/i.test(line));
  const lines = [...kept, `X-Forwarded-For: ${clientAddress}`];
  const reply =
    name === 'envoy'
      ? await rawRequest(app.url, `${method} /gate/envoy${path}`, [`Host: ${host}`, ...lines, 'Content-Length: 0'])
      : await rawRequest(app.url, 'GET /gate/forward', [
          ...lines,
          `X-Forwarded-Method: ${method}`,
          `X-Forwarded-Uri: ${path}`,
          `X-Forwarded-Host: ${host}`,
          'X-Forwarded-Proto: http',
        ]);
  const admitted = reply.status === 200;
  const header = headerOf(reply);
  return toResult(reply, admitted, admitted ? identityIn(header) : undefined);
}

type Answer = Awaited<ReturnType<typeof rawRequest>>;

const headerOf =
  ({ headers }: Answer) =>
  (name: string): string | undefined =>
    headers.find(([each]) => each === name)?.[1];

function toResult(reply: Answer, admitted: boolean, identity: Result['identity']): Result {
  const code = admitted ? undefined : reply.body?.error?.code;
  return { status: reply.status, code, header: headerOf(reply), admitted, identity };
}

const identityNames = ['kind', 'user', 'credential', 'organization', 'project', 'project-ids', 'scopes'];

/** An empty header and none are the same to an API. */
function identityIn(header: (name: string) => string | undefined): Record<string, string> {
  const found = identityNames.map((name) => [name, header(`x-auth-${name}`) ?? ''] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== ''));
}
