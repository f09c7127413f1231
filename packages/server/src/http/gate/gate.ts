import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@keywright/contract';
import type { Logger } from 'pino';
import type { Clock } from '../../kernel/clock.ts';
import { type AnsweredUse, isUse } from '../answered-use.ts';
import { logAnswer } from '../log-answer.ts';
import { findPresented } from '../presented.ts';
import {
  logFault,
  type ProblemOptions,
  type ProblemReply,
  problemType,
  toAppError,
  toProblemReply,
} from '../problem.ts';
import { traceIdOf } from '../trace-id.ts';
import { addressesOf, type TrustsProxy } from '../trusted-proxies.ts';
import { createDoors, type Door, type DoorDeps, type FindDoor, type Reply } from './doors.ts';
import { Question, type QuestionDeps } from './question.ts';
import { Turn } from './turn.ts';

export interface GateOptions<Identity> extends QuestionDeps, DoorDeps<Identity>, ProblemOptions {
  readonly clock: Clock;
  readonly trusts: TrustsProxy;
  /** Hears of each request that presented a token, once its answer is decided on. */
  readonly onAnswered: (use: AnsweredUse) => void;
  /** Runs `work` for requests that have all arrived: what they ask of freshness is asked once. */
  readonly together: (work: () => void) => void;
  readonly isUnavailable: (error: unknown) => boolean;
  readonly logger: Logger;
}

/** A question that waits for the end of the turn in which it arrived. */
interface Arrived {
  readonly door: Door;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** An answer that waits to be written with the others of its turn. */
interface Decided {
  readonly response: ServerResponse;
  readonly question: Question;
  readonly reply: Reply;
}

/**
 * The gate as it is asked over HTTP. It is asked about every request to the APIs behind it, so it stands before the framework
 * and does no more than it must. What arrives in one turn of the event loop is answered together, at its end (`Turn`).
 */
export class Gate<Identity> {
  readonly #options: GateOptions<Identity>;
  readonly #doorOf: FindDoor;
  readonly #arrived = new Turn<Arrived>((arrived) => this.#answerAll(arrived));
  readonly #decided = new Turn<Decided>((decided) => this.#sendAll(decided));
  #isStopping = false;

  constructor(options: GateOptions<Identity>) {
    this.#options = options;
    this.#doorOf = createDoors(options);
  }

  /** Whether it answers a request; what it does not take is for the routes of the server. */
  take(request: IncomingMessage, response: ServerResponse): boolean {
    const door = this.#doorOf(request.url ?? '');
    if (door === undefined || !door.takes(request.method ?? '')) return false;
    this.#arrived.add({ door, request, response });
    return true;
  }

  /** From now on connections end with their answer. */
  stop(): void {
    this.#isStopping = true;
  }

  #answerAll(arrived: readonly Arrived[]): void {
    this.#options.together(() => {
      for (const each of arrived) void this.#answer(each);
    });
  }

  /** Whoever asks may be told another status than its client gets: that is in `reply`, and the client’s in the log. */
  async #answer({ door, request, response }: Arrived): Promise<void> {
    const question = this.#toQuestion(request);
    let status = 200;
    let reply: Reply;
    try {
      requireProxy(question);
      reply = await door.admit(question);
    } catch (error) {
      const problem = this.#toProblem(question, error);
      status = problem.status;
      reply = toReply(door.refuse(problem));
    }
    this.#decided.add({ response, question, reply });
    const use = question.toUse(status);
    if (isUse(use)) this.#options.onAnswered(use);
    this.#log(door, use, question.startedAt);
  }

  #toQuestion(request: IncomingMessage): Question {
    const { headersDistinct } = request;
    const { trusts, clock } = this.#options;
    const addresses = addressesOf(request, trusts);
    const client = {
      address: addresses.at(-1) ?? '',
      userAgent: headersDistinct['user-agent']?.[0] ?? '',
      traceId: traceIdOf(headersDistinct.traceparent?.[0]),
    };
    return new Question(this.#options, {
      raw: request,
      client,
      isForwarded: addresses.length > 1,
      startedAt: clock.now(),
    });
  }

  #toProblem(question: Question, error: unknown): ProblemReply {
    const refusal = this.#toRefusal(question, error);
    const { traceId } = question.client;
    const credentialSent = findPresented(question, null).length > 0;
    const { publicUrl, unauthenticatedStatus } = this.#options;
    return toProblemReply(refusal, { publicUrl, unauthenticatedStatus, traceId, credentialSent });
  }

  /** An error as what is answered; of a fault the log hears too. */
  #toRefusal({ client: { traceId } }: Question, error: unknown): AppError {
    const refusal = toAppError(error, this.#options.isUnavailable);
    logFault(this.#options.logger, refusal, { traceId });
    return refusal;
  }

  #sendAll(decided: readonly Decided[]): void {
    for (const each of decided) {
      try {
        this.#send(each);
      } catch (error) {
        // The others of the turn get their answers; the proxy takes a connection that ends for a refusal.
        this.#toRefusal(each.question, error);
        each.response.destroy();
      }
    }
  }

  #send({ response, question, reply: { status, headers, body } }: Decided): void {
    const all = [...headers, 'x-trace-id', question.client.traceId];
    for (const name in question.limitHeaders) all.push(name, question.limitHeaders[name] ?? '');
    if (status !== 204) all.push('content-length', String(Buffer.byteLength(body)));
    if (this.#isStopping) all.push('connection', 'close');
    response.writeHead(status, all).end(body);
  }

  /** What was let through is in the audit log, and there is much of it: its lines are for those who look for a fault. */
  #log({ path: route }: Door, use: AnsweredUse, startedAt: number): void {
    const { logger, clock } = this.#options;
    const level = use.status === 200 ? 'debug' : 'info';
    if (!logger.isLevelEnabled(level)) return;
    const { method, status, principal, throttledBy, client } = use;
    const { traceId, address } = client;
    const durationMs = clock.now() - startedAt;
    logAnswer(logger, level, { traceId, method, route, status, address, principal, throttledBy, durationMs });
  }
}

/**
 * Only proxies that are trusted are answered, and only those that say whose request it is: else the failures of every client
 * would be counted as the proxy’s own, and ten of them would lock all clients out.
 */
function requireProxy({ isForwarded }: Question): void {
  if (isForwarded) return;
  throw new AppError('UNTRUSTED_PROXY', {
    detail:
      'The gate answers proxies and guards alone: KEYWRIGHT_TRUSTED_PROXIES must name the address that asks, ' +
      'and X-Forwarded-For the client’s.',
  });
}

const toReply = ({ status, headers, body }: ProblemReply): Reply => ({
  status,
  headers: [...Object.entries(headers).flat(), 'content-type', problemType, 'x-content-type-options', 'nosniff'],
  body: JSON.stringify(body),
});
