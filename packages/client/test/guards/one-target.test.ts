/**
 * A guard that is about a project and an organization at once neither compiles, which `npm run check` sees by the lines below,
 * nor is it made.
 */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as express from '../../src/express.ts';
import * as fastify from '../../src/fastify.ts';
import * as hono from '../../src/hono.ts';
import * as node from '../../src/node.ts';

const baseUrl = 'http://127.0.0.1:8787';
const twice = { scopes: ['keys.write'], project: () => 'p1', organization: () => 'acme' };

const made: Readonly<Record<string, () => unknown>> = {
  // @ts-expect-error: about a project and an organization at once
  express: () => express.createGuards({ baseUrl })(twice),
  // @ts-expect-error: about a project and an organization at once
  fastify: () => fastify.createGuards({ baseUrl })(twice),
  // @ts-expect-error: about a project and an organization at once
  hono: () => hono.createGuards({ baseUrl, address: () => undefined })(twice),
  // @ts-expect-error: about a project and an organization at once
  node: () => node.createGuards({ baseUrl })(twice, () => {}),
};

for (const [name, make] of Object.entries(made)) {
  it(`a guard for ${name} that names a project and an organization is not made`, () => {
    assert.throws(
      make,
      new TypeError('guard: give either project, which says of which organization it is, or organization.'),
    );
  });
}
