/**
 * Walks every operation of the contract, on both databases, and holds it to what is promised of all of them. What a new
 * operation needs here is its line in contract/examples.ts; without one this does not compile.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errors, errorsOf, type Operation, operations } from '@keywright/contract';
import { badBodies } from './contract/bad-bodies.ts';
import { declaredSuccess } from './contract/declared-success.ts';
import { keptSecrets } from './contract/kept-secrets.ts';
import { preconditions } from './contract/preconditions.ts';
import { refusedCallers } from './contract/refused-callers.ts';
import { tenantIsolation } from './contract/tenant-isolation.ts';
import { sharedWorld } from './contract/world.ts';
import { onEachDatabase } from './harness.ts';

const everyOperation = Object.entries<Operation>(operations);

onEachDatabase('every operation', (kind) => {
  const world = sharedWorld(kind);

  for (const [id, operation] of everyOperation) {
    describe(id, () => {
      refusedCallers(operation, world);
      tenantIsolation(operation, world);
      declaredSuccess(operation, world);
      preconditions(operation, world);
      badBodies(operation, world);

      const mayRefuse = operation.needs !== 'anyone' || operation.body !== null;
      if (!mayRefuse) return;
      it('has refused, each time with an error that it declares and without an audit event', async () => {
        const answered = [...((await world()).refusals.get(id) ?? [])];
        assert.ok(answered.length > 0);
        assert.deepEqual(
          answered.filter((code) => !errorsOf(operation).some((declared) => declared === code)),
          [],
        );
      });
    });
  }

  describe('the whole walk', () => keptSecrets(kind, world));

  describe('the contract', () => {
    it('names each operation by its own id and no two alike', () => {
      assert.deepEqual(
        everyOperation.map(([, { id }]) => id),
        everyOperation.map(([id]) => id),
      );
      const routes = everyOperation.map(([, { method, path }]) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);
      assert.equal(new Set(routes).size, routes.length);
    });

    it('has a handler for every operation', async () => {
      const { app } = await world();
      const unserved = everyOperation.filter(([, { method, path }]) => {
        const url = path.replaceAll(/\{(\w+)\}/g, ':$1');
        return !app.app.server.hasRoute({ method, url });
      });
      assert.deepEqual(unserved, []);
    });

    it('says in its OpenAPI document every operation, the reply and every error of it', async () => {
      const { app } = await world();
      const { body: document } = await app.call('GET', '/api/openapi.json');
      for (const [id, operation] of everyOperation) {
        const described = document.paths[operation.path]?.[operation.method.toLowerCase()];
        assert.equal(described?.operationId, id);
        assert.ok(String(operation.reply.status) in described.responses);
        for (const code of errorsOf(operation)) {
          const { description = '' } = described.responses[errors[code].status] ?? {};
          assert.ok(description.includes(`\`${code}\``), `${id} does not describe ${code}`);
        }
      }
    });
  });
});
