/** The recipes for Traefik and Envoy, which do not run here: what can be said of them without their proxies. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { identityHeaders } from '../../packages/server/src/modules/gate/index.ts';

const names = identityHeaders(null).filter((_text, index) => index % 2 === 0);
const read = async (file: string) => parse(await readFile(new URL(file, import.meta.url), 'utf8'));

describe('the recipe for Traefik', () => {
  it('asks the gate about everything, and trusts nothing that a client says of itself', async () => {
    const { http } = await read('traefik/routes.yaml');
    const { keywright } = http.middlewares;
    assert.deepEqual(Object.keys(http.routers), ['api']);
    assert.equal(http.routers.api.middlewares[0], 'keywright');
    assert.equal(keywright.forwardAuth.address, 'http://127.0.0.1:8787/gate/forward');
    assert.equal(keywright.forwardAuth.trustForwardHeader, false);
    const { providers } = await read('traefik/traefik.yaml');
    assert.equal(providers.file.filename, 'routes.yaml');
  });

  it('takes every identity header from the gate, in whatever spelling a client sent it', async () => {
    const { http } = await read('traefik/routes.yaml');
    // Go writes “without regard to case” into the expression, JavaScript beside it.
    const [, expression = ''] =
      /^\(\?i\)(.+)$/.exec(http.middlewares.keywright.forwardAuth.authResponseHeadersRegex) ?? [];
    const matcher = new RegExp(expression, 'i');
    for (const name of names) {
      for (const spelling of [name, name.toUpperCase(), name.replaceAll('-', '_'), name.replaceAll('-', '.')])
        assert.match(spelling, matcher);
    }
    assert.doesNotMatch('authorization', matcher);
  });
});

describe('the recipe for Envoy', () => {
  it('lets nothing through without an answer, and hands the API every identity header and no credential', async () => {
    const { static_resources } = await read('envoy/envoy.yaml');
    const manager = static_resources.listeners[0].filter_chains[0].filters[0].typed_config;
    const [stripping, authorization, router] = manager.http_filters;
    const [{ remove_on_match }] = stripping.typed_config.mutations.request_mutations;
    // Envoy holds names in lower case, and an expression against the whole of them.
    const stripped = new RegExp(`^(?:${remove_on_match.key_matcher.safe_regex.regex})$`);
    for (const name of names) {
      for (const spelling of [name, name.replaceAll('-', '_'), name.replaceAll('-', '.')])
        assert.match(spelling, stripped);
    }
    assert.equal(router.name, 'envoy.filters.http.router');
    const { failure_mode_allow, http_service, allowed_headers } = authorization.typed_config;
    assert.equal(failure_mode_allow, false);
    assert.equal(http_service.path_prefix, '/gate/envoy');
    const [{ prefix }] = http_service.authorization_response.allowed_upstream_headers.patterns;
    assert.ok(names.every((name) => name.startsWith(prefix)));
    const told = allowed_headers.patterns.map(({ exact }: { exact: string }) => exact);
    assert.deepEqual(told, ['authorization', 'x-api-key', 'x-forwarded-for', 'user-agent', 'traceparent']);
    assert.equal(manager.use_remote_address, true);
    const [route] = manager.route_config.virtual_hosts[0].routes;
    assert.deepEqual(route.request_headers_to_remove, ['authorization', 'x-api-key']);
    const clusters = static_resources.clusters.map(({ name }: { name: string }) => name);
    assert.deepEqual(clusters, [http_service.server_uri.cluster, route.route.cluster]);
  });
});
