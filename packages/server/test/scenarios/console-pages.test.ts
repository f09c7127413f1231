/** How the service serves the console: what a browser may do with it, what it may keep, and whose 404s stay as they are. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pino } from 'pino';
import { createConsolePages } from '../../src/http/console.ts';
import { createServer } from '../../src/http/server.ts';
import { sharedApp } from '../harness.ts';

const open = sharedApp('sqlite');
const navigation = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };
const dist = join(import.meta.dirname, '../../../console/dist');

describe('the console, as it is served', () => {
  it('is at / for anyone, and at every address that a person may open', async () => {
    const app = await open();
    const page = await app.call('GET', '/');
    assert.deepEqual([page.status, page.headers.get('content-type')], [200, 'text/html; charset=utf-8']);
    for (const path of ['/tokens', '/tokens/new', '/projects/x/y?z=1', '/invitation', '/sign-in?next=%2Ftokens']) {
      const deep = await app.call('GET', path, navigation);
      assert.equal(deep.status, 200, path);
      assert.match(deep.text, /<div id="root">/, path);
    }
  });

  it('lets in its own files and nothing else: no inline script, no frame, a style only under the nonce of this reply', async () => {
    const app = await open();
    const [first, second] = [await app.call('GET', '/'), await app.call('GET', '/')];
    const policies = [first, second].map(({ headers }) => headers.get('content-security-policy') ?? '');
    const nonces = policies.map((policy) => /'nonce-([\w+/=]{24})'/.exec(policy)?.[1]);
    assert.ok(nonces[0] !== undefined && nonces[0] !== nonces[1]);
    const directives = new Map(
      policies[0]?.split('; ').map((each) => [each.split(' ', 1)[0], each.split(' ').slice(1).join(' ')]),
    );
    assert.equal(directives.get('default-src'), "'none'");
    assert.equal(directives.get('script-src'), "'self'");
    assert.equal(directives.get('style-src'), `'self' 'nonce-${nonces[0]}'`);
    assert.equal(directives.get('connect-src'), "'self'");
    assert.equal(directives.get('frame-ancestors'), "'none'");
    assert.equal(directives.get('base-uri'), "'none'");
    assert.doesNotMatch(policies[0] ?? '', /unsafe|\*|http|data:/);
    assert.ok(first.text.includes(`nonce="${nonces[0]}"`));
    assert.doesNotMatch(first.text, /__CSP_NONCE__|<script[^>]*>[^<]|\son\w+=|style=/);
  });

  it('is kept by no cache, sends no referrer and is of the type that it says', async () => {
    const { headers } = await (await open()).call('GET', '/tokens', navigation);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
    assert.match(headers.get('permissions-policy') ?? '', /camera=\(\)/);
  });

  it('has files that may be kept for good, since their names change with their content, and sends them compressed', async () => {
    const app = await open();
    assert.ok(existsSync(join(dist, 'index.html')), 'the console is built before the tests');
    const { text } = await app.call('GET', '/');
    const files = [...text.matchAll(/(?:src|href)="(\/assets\/console\/[^"]+\.(?:js|css))"/g)].map(
      ([, file = '']) => file,
    );
    assert.ok(files.length >= 2);
    for (const file of files) {
      const reply = await app.call('GET', file, { headers: { 'accept-encoding': 'br' } });
      assert.equal(reply.status, 200, file);
      assert.equal(reply.headers.get('cache-control'), 'public, max-age=31536000, immutable');
      assert.equal(reply.headers.get('content-encoding'), 'br');
      assert.match(reply.headers.get('content-type') ?? '', file.endsWith('.js') ? /javascript/ : /css/);
    }
    const icon = await app.call('GET', '/assets/console/favicon.svg');
    assert.deepEqual([icon.status, icon.headers.get('cache-control')], [200, 'public, max-age=3600']);
  });

  it('takes no 404 from the API: programs get it as it was, also where they say that they take pages', async () => {
    const app = await open();
    const paths = [
      '/api',
      '/api/v1/nothing',
      '/oauth/x',
      '/gate/x',
      '/healthz/x',
      '/metrics/x',
      '/assets/console/x.js',
    ];
    for (const path of [...paths, '/.well-known/x', '/assets/console/..%2f..%2fpackage.json']) {
      const reply = await app.call('GET', path, navigation);
      assert.deepEqual([path, reply.status, reply.body?.error.code], [path, 404, 'NOT_FOUND']);
    }
  });

  it('is for navigations alone: any other request to an address of it is a 404', async () => {
    const app = await open();
    for (const [method, path, options] of [
      ['GET', '/tokens', {}],
      ['GET', '/tokens', { headers: { accept: 'application/json' } }],
      ['POST', '/tokens', navigation],
      ['DELETE', '/', navigation],
    ] as const) {
      const { status, body } = await app.call(method, path, options);
      assert.deepEqual([status, body.error.code], [404, 'NOT_FOUND'], `${method} ${path}`);
    }
  });

  it('says at its address that it was not built, where it was not, and the service runs all the same', async () => {
    const pages = createConsolePages('/nowhere');
    const server = createServer({
      logger: pino({ level: 'silent' }),
      publicUrl: 'http://127.0.0.1',
      unauthenticatedStatus: 401,
      cookieName: 'x',
      trusts: () => false,
      gate: { take: () => false, stop: () => {} },
      isUnavailable: () => false,
      answerNavigation: pages.answerNavigation,
    });
    pages.register(server);
    const page = await fetch(await server.listen({ port: 0, host: '127.0.0.1' }));
    assert.equal(page.status, 200);
    assert.match(await page.text(), /npm run build:console/);
    assert.match(page.headers.get('content-security-policy') ?? '', /script-src 'self'/);
    await server.close();
  });
});
