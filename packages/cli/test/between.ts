import { createServer, type IncomingMessage, request } from 'node:http';
import type { TestApp } from '../../server/test/harness.ts';
import { listening } from './listening.ts';

/** Once the service has answered a request: hands the answer on, or loses it. */
export interface Answered {
  readonly incoming: IncomingMessage;
  handOn(): void;
  lose(): void;
}

/** The address of something between the command line and the service, that does with each answer as it is told. */
export function between(app: TestApp, onAnswer: (answered: Answered) => void): Promise<string> {
  return listening(
    createServer((incoming, outgoing) => {
      const { method = 'GET', url: path = '/', headers } = incoming;
      const onward = request(`${app.url}${path}`, { method, headers }, (reply) => {
        onAnswer({
          incoming,
          handOn: () => void reply.pipe(outgoing.writeHead(reply.statusCode ?? 0, reply.headers)),
          lose: () => void reply.resume().once('end', () => outgoing.destroy()),
        });
      });
      incoming.pipe(onward);
    }),
  );
}
