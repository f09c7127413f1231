/**
 * Something at the gate’s address that misbehaves as it is told to, which the real one cannot be made to do, and that keeps
 * what it was asked.
 */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { GuardedPrincipal } from '@keywright/contract';
import { listenOn } from './listen-on.ts';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The port that it was asked from: one for each connection. */
  readonly fromPort: number | undefined;
  readonly body: unknown;
}

export type Behaviour = (response: ServerResponse) => void;

export const principal: GuardedPrincipal = {
  kind: 'api-key',
  userId: null,
  credentialId: '01M83WA8ZCNMDAR25HWNAM5SKM',
  organizationId: '01M83WA86YTNVDBM15ANPPMQJH',
  projectId: 'p1',
  projectIds: ['p1'],
  scopes: ['keys.read', 'keys.write'],
};

/** Answers like this, as JSON unless the headers say otherwise. */
export function answering(status: number, body: unknown, headers: Record<string, string> = {}): Behaviour {
  const written = typeof body === 'string' ? body : JSON.stringify(body);
  return (response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(written);
}

/** A refusal as Keywright writes it. */
export function refusing(status: number, code: string, headers: Record<string, string> = {}): Behaviour {
  const error = { code, message: `Said of ${code}.`, details: { required: ['keys.write'] }, traceId: 'ab'.repeat(16) };
  const problem = { type: 'https://keys.example.com/', title: 'A title', status, detail: error.message, error };
  return answering(status, problem, { 'content-type': 'application/problem+json; charset=utf-8', ...headers });
}

export const passing = answering(200, principal);

export class StandInGate {
  readonly asked: Asked[] = [];
  behave: Behaviour = passing;
  readonly port: number;
  readonly close: () => Promise<void>;

  private constructor(port: number, close: () => Promise<void>) {
    this.port = port;
    this.close = close;
  }

  static async start(port = 0): Promise<StandInGate> {
    let gate: StandInGate | undefined;
    const listening = await listenOn(async (request, response) => {
      const { method = '', url = '', headers } = request;
      const fromPort = request.socket.remotePort;
      gate?.asked.push({ method, url, headers, fromPort, body: JSON.parse(await text(request)) });
      gate?.behave(response);
    }, port);
    gate = new StandInGate(listening.port, listening.close);
    return gate;
  }

  /** Where it is, below a path, as behind a proxy that serves other things too. */
  get baseUrl(): string {
    return `http://127.0.0.1:${this.port}/keywright/`;
  }
}
