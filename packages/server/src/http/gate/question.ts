import type { IncomingMessage } from 'node:http';
import type { ClientFacts, Target } from '@keywright/contract';
import type { Principal } from '../../modules/scopes/index.ts';
import type { AnsweredUse } from '../answered-use.ts';
import type { Authenticate, RefusedCredential } from '../authenticate.ts';
import type { PresentingRequest } from '../presented.ts';
import { type CountedRequest, type CountOutcome, requireAdmitted } from '../rate-limit-step.ts';
import { lineOf } from '../request-state.ts';

/** A request to another API, as its proxy or guard tells of it. */
export interface Asked {
  readonly method: string;
  /** Path and query, as they were received. */
  readonly url: string;
}

/** What answering questions takes of the server. */
export interface QuestionDeps {
  /** Takes no session cookies: those of a request to another API are that API’s. */
  readonly authenticate: Authenticate;
  readonly checkRateLimit: (request: CountedRequest) => CountOutcome | undefined | Promise<CountOutcome | undefined>;
}

const anonymous: Principal = { kind: 'anonymous' };

/** What a proxy or a guard asks of the gate: about which request, and what has been found out of it so far. */
export class Question implements PresentingRequest {
  readonly raw: IncomingMessage;
  readonly client: ClientFacts;
  /** Whether a trusted proxy says whose request it is. */
  readonly isForwarded: boolean;
  readonly startedAt: number;
  /** Of the request that is asked about; empty until its door has read it. */
  method = '';
  url = '';
  principal: Principal = anonymous;
  /** The token that was presented and refused, if one was. */
  refused: RefusedCredential | null = null;
  /** What the request is about, once the caller may know of that. */
  target: Target | null = null;
  /** Of the limits that it was counted against. */
  limitHeaders: Readonly<Record<string, string>> | undefined;
  /** The limits that refused it; null where none did. */
  throttledBy: readonly unknown[] | null = null;
  readonly #deps: QuestionDeps;

  constructor(deps: QuestionDeps, sent: Pick<Question, 'raw' | 'client' | 'isForwarded' | 'startedAt'>) {
    this.#deps = deps;
    this.raw = sent.raw;
    this.client = sent.client;
    this.isForwarded = sent.isForwarded;
    this.startedAt = sent.startedAt;
  }

  /** The credentials are those in the headers of the question, and in the URL that it is about. */
  get headers(): NodeJS.Dict<string[]> {
    return this.raw.headersDistinct;
  }

  /** The request that is asked about, as a use of what it presented; `status`: what its client gets. */
  toUse(status: number): AnsweredUse {
    const { principal, refused, target, throttledBy, client } = this;
    const { method, path } = lineOf(this);
    return { principal, refused, target, throttledBy, client, method, path, status };
  }

  isAbout({ method, url }: Asked): this {
    this.method = method;
    this.url = url;
    return this;
  }

  async authenticate(): Promise<Principal> {
    this.principal = await this.#deps.authenticate(this, this.client.address, (refused) => {
      this.refused = refused;
    });
    return this.principal;
  }

  onTarget(target: Target): void {
    this.target = target;
  }

  /** Counts the request against the limits of whoever makes it. Throws `RATE_LIMITED`. */
  requireAdmitted(
    counted: Omit<CountedRequest, 'address' | 'path'> & { readonly path: string },
  ): Promise<void> | undefined {
    const { path } = counted;
    const outcome = this.#deps.checkRateLimit({ ...counted, path: () => path, address: this.client.address });
    if (outcome instanceof Promise) return outcome.then((loaded) => this.#noteLimits(loaded));
    this.#noteLimits(outcome);
    return undefined;
  }

  #noteLimits(outcome: CountOutcome | undefined): void {
    requireAdmitted(this, outcome, (headers) => {
      this.limitHeaders = headers;
    });
  }
}
