import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { errors } from './errors.ts';
import { createOpenApi } from './openapi.ts';
import { errorsOf, operations } from './operations/index.ts';
import type { Operation } from './operations/operation.ts';

const serverUrl = 'https://keywright.example';
// biome-ignore lint/suspicious/noExplicitAny: a document whose shape the first test establishes
const read = (): any => JSON.parse(JSON.stringify(createOpenApi(serverUrl)));
const described = ({ path, method }: Operation) => read().paths[path][method.toLowerCase()];
const every = Object.values<Operation>(operations);

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors: faults } = await validator.validate(read());
    assert.deepEqual(faults, undefined);
    assert.ok(valid);
    assert.equal(validator.version, '3.1');
  });

  it('refers to nothing that it does not hold', () => {
    const document = read();
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
    assert.ok(references.length > 0);
    for (const path of references) {
      const found = path.split('/').reduce((part, name) => part?.[name], document);
      assert.equal(typeof found, 'object', path);
    }
    for (const scheme of every.flatMap((operation) => described(operation).security.flatMap(Object.keys))) {
      assert.ok(scheme in document.components.securitySchemes, scheme);
    }
  });

  it('has every operation once, under its id, and nothing else', () => {
    const ids = Object.values<Record<string, { operationId: string }>>(read().paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );
    assert.deepEqual(ids.toSorted(), Object.keys(operations).toSorted());
  });

  it('describes each placeholder of a path, and only those, as a parameter of the path', () => {
    for (const operation of every) {
      const placeholders = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const parameters = described(operation).parameters.filter((each: { in: string }) => each.in === 'path');
      assert.deepEqual(
        parameters.map(({ name }: { name: string }) => name),
        placeholders,
      );
    }
  });

  it('describes the one success of an operation and each of its errors under the status of that error', () => {
    for (const operation of every) {
      const { responses } = described(operation);
      const statuses = errorsOf(operation).map((code) => errors[code].status);
      const expected = new Set([operation.reply.status, ...statuses].map(String));
      assert.deepEqual(Object.keys(responses).toSorted(), [...expected].toSorted());
      for (const code of errorsOf(operation)) {
        assert.match(responses[errors[code].status].description, new RegExp(`\`${code}\``));
      }
    }
  });

  it('asks for no credential where anyone may call, and for one everywhere else', () => {
    for (const operation of every) {
      assert.equal(described(operation).security.length === 0, operation.needs === 'anyone', operation.id);
    }
  });

  it('says that a change of something versioned needs If-Match', () => {
    const needing = every.filter((operation) =>
      described(operation).parameters.some((each: { name: string; required: boolean }) => {
        return each.name === 'If-Match' && each.required;
      }),
    );
    assert.deepEqual(
      needing.map(({ id }) => id),
      every.filter(({ etag }) => etag === 'required').map(({ id }) => id),
    );
  });
});
