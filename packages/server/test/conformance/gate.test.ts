/** One gate by four ways: real nginx, real Caddy, and as Traefik and Envoy ask. Each gives the same to the same request. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Holders, holderNames, makeHolders } from '../gate/holders.ts';
import { type Expected, lineOf, matrix, routeNames, writtenPaths } from '../gate/matrix.ts';
import { skipWithout } from '../gate/start-proxy.ts';
import { openWay, type Result, type Way, type WayName } from '../gate/ways.ts';
import { TestApp } from '../harness.ts';

const identityNames = ['Kind', 'User', 'Credential', 'Organization', 'Project', 'Project-Ids', 'Scopes'];
/** Ways of writing a header that servers take for the same one. */
const spellings = (name: string) => [
  `X-Auth-${name}`,
  `x-auth-${name}`,
  `X_Auth_${name}`,
  `X-Auth_${name}`,
  `X_Auth-${name}`,
  `X.Auth.${name}`,
  `x~auth~${name.toLowerCase()}`,
];

/** A proxy’s own refusal of what it cannot read has no code. */
function told({ admitted, status, code }: Result): Expected | '400 ' {
  if (admitted) return 'in';
  return status === 400 && code !== 'MULTIPLE_CREDENTIALS' ? '400 ' : `${status} ${code}`;
}

function byWay(name: WayName): void {
  describe(`the gate by ${name}`, { skip: name === 'nginx' || name === 'caddy' ? skipWithout(name) : false }, () => {
    let app: TestApp;
    let way: Way;
    let holders: Holders;
    before(async () => {
      app = await TestApp.start('sqlite', { config: { trustedProxies: ['127.0.0.1'] } });
      holders = await makeHolders(app);
      way = await openWay(name, app);
    });
    after(async () => {
      await way?.stop();
      await app?.close();
    });

    const readKeys = (
      headers: readonly string[],
      path = `/api/v1/projects/${holders.places.own}/keys`,
      method = 'GET',
    ) => way.send({ method, path, headers });

    for (const holder of holderNames) {
      for (const [index, route] of routeNames.entries()) {
        const expected = matrix[holder][index];
        it(`${holder}, ${route}: ${expected}`, async () => {
          const [method, path] = lineOf(route, holders.places.own, holders.places.foreign);
          const inUrl = holder === 'a token in the URL' ? `?access_token=${holders.reader.secret}` : '';
          const result = await way.send({ method, path: path + inUrl, headers: holders.presents[holder] });
          assert.equal(result.admitted ? 'in' : `${result.status} ${result.code}`, expected);
          if (result.status === 401) assert.match(result.header('www-authenticate') ?? '', /^Bearer realm="keywright"/);
        });
      }
    }

    for (const [what, path, expected] of writtenPaths) {
      it(`a path ${what}: ${expected}`, async () => {
        const result = await readKeys(
          holders.presents['an API key that writes'],
          path.replace('P', holders.places.own),
        );
        assert.equal(told(result), expected);
      });
    }

    it('tells the API who it is, and what of a name of the API’s own a client sends is not there', async () => {
      const forged = identityNames.flatMap((each) => spellings(each).map((spelling) => `${spelling}: forged`));
      const { reader, places } = holders;
      const { organizationId } = (await app.call('GET', `/api/v1/projects/${places.own}`, await app.admin())).body;
      const known = await readKeys([...forged, `Authorization: ${reader.authorization}`]);
      assert.deepEqual(known.identity, {
        kind: 'api-key',
        credential: reader.id,
        organization: organizationId,
        project: places.own,
        'project-ids': places.own,
        scopes: 'keys.read',
      });
      const anonymous = await way.send({ method: 'GET', path: '/healthz', headers: forged });
      assert.deepEqual([anonymous.admitted, anonymous.identity], [true, {}]);
    });

    it('lets HEAD through as GET, and OPTIONS only where a route is for it', async () => {
      const { presents } = holders;
      assert.ok((await readKeys(presents['an API key that reads'], undefined, 'HEAD')).admitted);
      const options = await readKeys(presents['an API key that reads'], undefined, 'OPTIONS');
      assert.deepEqual([options.admitted, options.status], [false, 403]);
      assert.ok((await readKeys(presents['an API key that writes'], undefined, 'OPTIONS')).admitted);
    });

    it('lets an upgrade to WebSocket through under the same rules', async () => {
      const upgrade = [
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGVzdA==',
      ];
      const good = await readKeys([...upgrade, ...holders.presents['an API key that reads']]);
      assert.deepEqual([good.admitted, good.identity?.kind], [true, 'api-key']);
      const bad = await readKeys([...upgrade, ...holders.presents['a revoked API key']]);
      assert.deepEqual([bad.admitted, bad.code], [false, 'CREDENTIAL_REVOKED']);
    });

    it('does not read bodies, however large, and refuses before them', async () => {
      const path = `/api/v1/projects/${holders.places.own}/keys`;
      const body = 'x'.repeat(3 * 1024 * 1024);
      const send = (headers: readonly string[]) =>
        way.send({ method: 'POST', path, headers: ['Content-Type: application/json', ...headers], body });
      assert.ok((await send(holders.presents['an API key that writes'])).admitted);
      const refused = await send(holders.presents['an API key that reads']);
      assert.deepEqual([refused.admitted, refused.status], [false, 403]);
    });

    it('knows a host by IPv6, with a port and in capitals as any other', async () => {
      for (const host of ['[::1]:8080', 'API.Example.com:443', 'api.example.com.']) {
        const result = await readKeys([`Host: ${host}`, ...holders.presents['an API key that reads']]);
        assert.ok(result.admitted, host);
      }
    });

    it('limits what comes through it: 429 with the policy, and when to try again; what is admitted says what is left', async () => {
      const { authorization } = await app.admin();
      const policies = `/api/v1/projects/${holders.places.own}/rate-limit-policies`;
      const rules = [
        { per_minute: 2, burst: 2, path_patterns: ['/api/v1/projects/{project_id}/keys/*'], methods: ['GET'] },
      ];
      const made = await app.call('POST', policies, { authorization, body: { name: 'strict', rules } });
      const key = await app.apiKey(holders.places.own, ['keys.read'], { rateLimitPolicyId: made.body.id });
      const path = `/api/v1/projects/${holders.places.own}/keys/one`;
      const ask = () => readKeys([`Authorization: ${key.authorization}`], path);
      const first = await ask();
      assert.ok(first.admitted);
      assert.match(first.header('ratelimit') ?? '', /"strict";r=1;t=\d+/);
      assert.match(first.header('ratelimit-policy') ?? '', /"strict";q=2;w=60/);
      assert.ok((await ask()).admitted);
      const over = await ask();
      assert.deepEqual([over.admitted, over.status, over.code], [false, 429, 'RATE_LIMITED']);
      assert.match(over.header('retry-after') ?? '', /^\d+$/);
      assert.match(over.header('ratelimit') ?? '', /r=0/);
    });
  });
}

for (const name of ['nginx', 'caddy', 'traefik', 'envoy'] as const) byWay(name);
