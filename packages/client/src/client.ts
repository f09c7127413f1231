import { KeywrightError } from './keywright-error.ts';
import { parseJson } from './parse-json.ts';
import { readBounded } from './read-bounded.ts';
import { readRefusal } from './read-refusal.ts';
import { describeRedirect, type Redirect, redirectOf } from './redirect.ts';
import { routes } from './routes.generated.ts';
import type { OperationId, ReplyOf, RequestOf, Route } from './types.ts';

export interface ClientOptions {
  /** Where Keywright is, such as `https://keys.example.com`. A path in it is kept. Empty in a page of Keywright itself. */
  readonly baseUrl: string;
  /**
   * What authenticates each request: an access JWT or a PAT, or `{ apiKey }`; a function is asked before each request.
   * Absent: whatever cookies the browser has. One that holds more than a line of printable characters is refused by a `TypeError`
   * that does not repeat it.
   */
  readonly token?: Token | (() => Token | Promise<Token>);
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
}

export type Token = string | { readonly apiKey: string };

/** Optional where nothing need be said. */
type Arguments<Request> = Record<never, never> extends Request ? [request?: Request] : [request: Request];

/** One method for each operation. Each rejects with a `KeywrightError`, or with the reason of its aborted `signal`. */
export type Client = {
  readonly [K in OperationId]: (...[request]: Arguments<RequestOf<K>>) => Promise<ReplyOf<K>>;
};

/** A request once its operation is known only at run time: the types have made sure of its parts. */
interface AnyRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** Makes a client. Nothing is sent until a method is called. */
export function createClient(options: ClientOptions): Client {
  const methods = Object.entries<Route>(routes).map(([id, route]) => [
    id,
    (request: AnyRequest = {}) => send(options, route, request),
  ]);
  return Object.fromEntries(methods) as Client;
}

/** Longer than any reply that is not a stream; in bytes. */
const bodyLimitBytes = 16_777_216;

async function send(options: ClientOptions, route: Route, request: AnyRequest): Promise<unknown> {
  const url = urlOf(options.baseUrl, route.path, request);
  const response = await receive(options, route, url, request);
  if (response.ok && route.stream === true) return response;
  const text = await readText(response, request);
  const redirect = redirectOf(response, url);
  if (redirect !== undefined) throw redirected(response, redirect);
  if (!response.ok) throw readRefusal(response, text);
  if (response.status === 204) return undefined;
  const body = parseBody(response, text);
  return route.etag === true ? { ...body, etag: response.headers.get('etag') ?? '' } : body;
}

async function receive(options: ClientOptions, route: Route, url: string, request: AnyRequest): Promise<Response> {
  const { fetch = globalThis.fetch } = options;
  const { body, signal } = request;
  const init: RequestInit = {
    method: route.method,
    headers: await headersOf(options, route, request),
    // Followed nowhere, and so no success. Not `error`, which some edge runtimes do not know.
    redirect: 'manual',
    ...(body === undefined ? {} : { body: route.form === true ? toForm(body) : JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  };
  try {
    return await fetch(url, init);
  } catch (cause) {
    signal?.throwIfAborted();
    throw new KeywrightError({ code: 'NETWORK', status: 0, message: 'Keywright did not answer.', cause });
  }
}

function redirected({ status }: Response, redirect: Redirect): KeywrightError {
  const { origin } = redirect;
  const message = `Keywright’s address answered with ${describeRedirect(redirect)}.`;
  return new KeywrightError({ code: 'REDIRECTED', status, message, details: origin === undefined ? {} : { origin } });
}

async function readText(response: Response, { signal }: AnyRequest): Promise<string> {
  const text = await readBounded(response, bodyLimitBytes).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new KeywrightError({ code: 'NETWORK', status: 0, message: 'The answer of Keywright broke off.', cause });
  });
  if (text !== undefined) return text;
  const message = 'The answer is longer than any of Keywright’s. Is this its address?';
  throw new KeywrightError({ code: 'UNREADABLE', status: response.status, message });
}

function parseBody(response: Response, text: string): object {
  const body = parseJson(text);
  if (typeof body === 'object' && body !== null) return body;
  const message = 'The answer is not JSON. Is this the address of Keywright?';
  throw new KeywrightError({ code: 'UNREADABLE', status: response.status, message });
}

async function headersOf({ token }: ClientOptions, route: Route, request: AnyRequest): Promise<Record<string, string>> {
  const present = typeof token === 'function' ? await token() : token;
  return {
    accept: 'application/json',
    ...(present === undefined ? {} : { authorization: authorizationOf(present) }),
    ...(request.body === undefined ? {} : { 'content-type': route.form === true ? form : 'application/json' }),
    ...(request.ifMatch === undefined ? {} : { 'if-match': request.ifMatch }),
    ...(request.idempotencyKey === undefined ? {} : { 'idempotency-key': request.idempotencyKey }),
  };
}

const form = 'application/x-www-form-urlencoded';

/** The fields of a body as a form; those that are absent are left out. */
function toForm(body: unknown): string {
  const fields = Object.entries(typeof body === 'object' && body !== null ? body : {});
  return new URLSearchParams(
    fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();
}

const authorizationOf = (token: Token): string =>
  typeof token === 'string' ? `Bearer ${printable(token)}` : `ApiKey ${printable(token.apiKey)}`;

/** What is no header would be repeated by `fetch` in what it throws. A token read from a file may end with its line. */
function printable(token: string): string {
  const line = token.trim();
  if (!/^[\x20-\x7e]*$/.test(line)) throw new TypeError('The token is not one line of printable characters.');
  return line;
}

function urlOf(baseUrl: string, path: string, { params = {}, query = {} }: AnyRequest): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => segment(name, params[name]));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.append(name, String(value));
  const asked = search.size === 0 ? '' : `?${search}`;
  return `${baseUrl.replace(/\/+$/, '')}${filled}${asked}`;
}

/** A path parameter. `.` and `..` would lead elsewhere even when encoded, and an empty one to the listing above it. */
function segment(name: string, value: string | undefined): string {
  if (value === undefined || value === '' || value === '.' || value === '..') {
    throw new TypeError(`The path parameter ${name} names nothing.`);
  }
  return encodeURIComponent(value);
}
