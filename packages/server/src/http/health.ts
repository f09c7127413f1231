import type { FastifyInstance } from 'fastify';

const readinessTimeoutMs = 2000;

/** `/healthz`: the process answers. `/readyz`: it can serve, so a load balancer may send it requests. */
export function registerHealth(app: FastifyInstance, ping: () => Promise<void>): void {
  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));

  app.get('/readyz', async (request, reply) => {
    const ready = await Promise.race([
      ping().then(
        () => true,
        (error: unknown) => {
          request.log.warn({ fault: String(error) }, 'not ready');
          return false;
        },
      ),
      new Promise<boolean>((resolve) => setTimeout(resolve, readinessTimeoutMs, false).unref()),
    ]);
    const body = { status: ready ? 'ready' : 'unavailable' };
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(body);
  });
}
