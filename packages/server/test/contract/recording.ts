import type { CallOptions, Reply, TestApp } from '../harness.ts';

/** One request and its reply, whoever made it: a guarantee under test or the preparations for one. */
export interface Exchange {
  readonly call: string;
  readonly reply: Reply;
}

/** Something that only one reply may ever show, or none. */
export interface Secret {
  readonly what: string;
  readonly value: string;
  /** Where it was shown; undefined for what the service must show nobody, such as a password. */
  readonly shownIn: Exchange | undefined;
}

/** Everything that went over the wire in a run, and every secret in it. */
export interface Recording {
  readonly exchanges: readonly Exchange[];
  readonly secrets: readonly Secret[];
}

/** The secrets that a successful call deals in, wherever they stand. */
function secretsOf(exchange: Exchange, { body: sent }: CallOptions): readonly Secret[] {
  const { body, headers } = exchange.reply;
  const shown = (what: string, value: unknown): readonly Secret[] =>
    typeof value === 'string' ? [{ what, value, shownIn: exchange }] : [];
  const cookies = headers.getSetCookie().map((line) => line.slice(line.indexOf('=') + 1).split(';', 1)[0]);
  const password = typeof sent === 'object' && sent !== null && 'password' in sent ? sent.password : undefined;
  return [
    ...shown('secret', body?.secret?.split('.')[1]),
    ...shown('webhook secret', /^whsec_(.+)$/.exec(body?.secret ?? '')?.[1]),
    ...shown('access JWT', body?.accessToken),
    ...shown('signature of an access JWT', body?.accessToken?.split('.')[2]),
    ...shown('invitation token', body?.invitation?.url.split('#')[1]),
    ...cookies.flatMap((cookie) => shown('session token', cookie?.split('.', 1)[0])),
    ...shown('password', password).map((secret) => ({ ...secret, shownIn: undefined })),
  ].filter(({ value }) => value !== '');
}

/** Keeps what every call of `app` from now on sends and receives, those of its own helpers too. */
export function record(app: TestApp): Recording {
  const exchanges: Exchange[] = [];
  const secrets = new Map<string, Secret>();
  const call = app.call.bind(app);
  app.call = async (method, path, options = {}) => {
    const exchange = { call: `${method} ${path}`, reply: await call(method, path, options) };
    exchanges.push(exchange);
    for (const secret of secretsOf(exchange, options)) {
      if (!secrets.has(secret.value)) secrets.set(secret.value, secret);
    }
    return exchange.reply;
  };
  return {
    exchanges,
    get secrets() {
      return [...secrets.values()];
    },
  };
}
