import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { createGuards, type HonoGuardOptions } from '../../src/hono.ts';
import { type ApiOptions, callerOf, type GuardedApi } from './guarded-api.ts';

function createApp(options: HonoGuardOptions) {
  const guard = createGuards(options);
  const app = new Hono();
  let seen = 0;
  const bytes = async (c: Context) => {
    seen += 1;
    return (await c.req.text()).length;
  };

  const mayWrite = guard({ scopes: ['keys.write'], project: (c) => c.req.param('projectId') });
  // `c.get` is typed by the guard before it.
  app.on(['GET', 'POST', 'OPTIONS'], '/projects/:projectId/things', mayWrite, async (c) =>
    c.json({ principal: c.get('keywright'), bytes: await bytes(c) }),
  );
  app.get('/anybody', guard({ scopes: [] }), async (c) => {
    const principal = c.get('keywright');
    return c.json({ principal: { ...principal, kind: principal.kind }, bytes: await bytes(c) });
  });
  // A response of the handler’s own making.
  app.get('/either', guard({ anyScope: ['projects.read', 'keys.write'] }), async (c) =>
    Response.json({ principal: c.get('keywright'), bytes: await bytes(c) }),
  );
  app.get('/named', guard({ scopes: ['keys.write'], project: (c) => c.req.query('project') ?? '' }), async (c) =>
    c.json({ principal: c.get('keywright'), bytes: await bytes(c) }),
  );
  app.get('/misspelt/:projectId', guard({ scopes: [], project: (c) => c.req.param('project') }), async (c) =>
    c.json({ principal: c.get('keywright'), bytes: await bytes(c) }),
  );
  const mayOpen = guard({ scopes: ['projects.write'], organization: (c) => c.req.param('organization') });
  app.get('/organizations/:organization/projects', mayOpen, async (c) =>
    c.json({ principal: c.get('keywright'), bytes: await bytes(c) }),
  );
  const within = guard({ scopes: ['projects.write'], organization: (c) => c.req.query('organization') ?? '' });
  app.get('/within', within, async (c) => c.json({ principal: c.get('keywright'), bytes: await bytes(c) }));
  const misspelt = guard({ scopes: [], organization: (c) => c.req.param('organisation') });
  app.get('/misspelt-within/:organization', misspelt, async (c) =>
    c.json({ principal: c.get('keywright'), bytes: await bytes(c) }),
  );
  app.get('/moon', guard({ scopes: ['moon.read'] }), async (c) => c.json({ bytes: await bytes(c) }));
  return { app, seen: () => seen };
}

export async function startHono(options: ApiOptions): Promise<GuardedApi> {
  const { app, seen } = createApp({ ...options, address: (c) => getConnInfo(c).remote.address });
  let port = 0;
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info: AddressInfo) => {
      port = info.port;
      resolve(started);
    });
  });
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { call: callerOf(port), port, seen, close };
}

/** The same without a socket, as edge runtimes call it. */
export async function startHonoByRequest(options: ApiOptions): Promise<GuardedApi> {
  const { app, seen } = createApp({ ...options, address: () => '127.0.0.1' });
  const call: GuardedApi['call'] = async (method, path, { headers = {}, body } = {}) =>
    app.request(path, { method, headers, ...(body === undefined ? {} : { body }) });
  return { call, port: undefined, seen, close: async () => {} };
}
