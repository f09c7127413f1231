import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newNonce } from '../kernel/crypto/random.ts';

/** What the build of the console leaves for the nonce of each reply. */
const noncePlaceholder = '__CSP_NONCE__';
const assetsPath = '/assets/console/';
const aYearSeconds = 365 * 24 * 3600;

/** Paths that belong to programs: there a 404 stays a 404, whoever asks. */
const notForPeople = /^\/(api|oauth|gate|assets|healthz|readyz|metrics|\.well-known)(\/|$)/;

const notBuilt = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Keywright</title>
<link rel="stylesheet" href="/assets/pages.css"></head>
<body><main class="narrow"><h1>Keywright</h1>
<p>The service runs. Its console has not been built: run <code>npm run build:console</code>, then start the service again.</p>
<p><a href="/api/docs">API reference</a></p></main></body>
</html>
`;

const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The console, as the build has left it. */
export interface ConsolePages {
  /** Serves the page at `/`, and the console’s files under names that change with their content. */
  register(app: FastifyInstance): void;
  /** The page, for an address that a person opens and no route answers: links into the console work. */
  answerNavigation(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined;
}

/** Reads the console from the folder of its build. Where it was not built, its page says so. */
export function createConsolePages(folder: string): ConsolePages {
  const indexFile = join(folder, 'index.html');
  const built = existsSync(indexFile);
  const page = built ? readFileSync(indexFile, 'utf8') : notBuilt;
  return {
    register(app) {
      app.get('/', async (_request, reply) => sendConsole(reply, page));
      if (!built) return;
      void app.register(fastifyStatic, {
        root: join(folder, assetsPath),
        prefix: assetsPath,
        preCompressed: true,
        index: false,
        cacheControl: false,
        setHeaders: (reply, path) => void reply.header('cache-control', cachingOf(path)),
      });
    },
    answerNavigation: (request, reply) => (isNavigation(request) ? sendConsole(reply, page) : undefined),
  };
}

/** Vite puts a hash of the content into the name of whatever it makes; what has none may change under its name. */
const cachingOf = (path: string): string =>
  /-[\w-]{8}\.\w+(\.br|\.gz)?$/.test(path) ? `public, max-age=${aYearSeconds}, immutable` : 'public, max-age=3600';

function isNavigation({ method, url, headers }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  return !notForPeople.test(url.split('?', 1)[0] ?? '') && /\btext\/html\b/.test(headers.accept ?? '');
}

/** Kept nowhere: a browser that goes back asks again, so that nothing that a page showed once is shown twice. */
function sendConsole(reply: FastifyReply, page: string): FastifyReply {
  const nonce = newNonce();
  return reply
    .code(200)
    .header('content-security-policy', policyOf(nonce))
    .header('referrer-policy', 'no-referrer')
    .header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
    .header('cross-origin-opener-policy', 'same-origin')
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.replaceAll(noncePlaceholder, nonce));
}
