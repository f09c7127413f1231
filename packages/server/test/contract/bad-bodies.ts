import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Operation } from '@keywright/contract';
import { type Answer, assertRefused, callOperation, exampleOf } from './call-operation.ts';
import { anyRightfulCaller } from './caller.ts';
import type { World } from './world.ts';

function assertFault(answer: Answer, path: string, code: string): void {
  assertRefused(answer, 'VALIDATION_FAILED');
  if (path === '') assert.match(answer.body.detail, /^The .*body/);
  const { fields } = answer.body.error.details;
  const found = fields.some((field: { path: string; code: string }) => field.path === path && field.code === code);
  assert.ok(found, `no ${code} at "${path}" in ${JSON.stringify(fields)}`);
}

/** A body is what is declared, or it is refused, naming each fault. */
export function badBodies(operation: Operation, world: () => Promise<World>): void {
  const schema = operation.body;
  if (schema === null) return;
  if (operation.form === true) {
    badForms(operation, world);
    return;
  }

  async function prepare() {
    const opened = await world();
    const { params, body: valid = {} } = await exampleOf(opened, opened.home, operation);
    const { authorization } = await anyRightfulCaller(opened, operation, params);
    const send = (body: unknown, headers: Record<string, string> = {}) =>
      callOperation(opened, operation, { params, body, authorization, headers });
    return { valid, send };
  }

  /** A number where text, a list or a flag is declared, and text where a number is. */
  const wrongFor = (name: string) => {
    const field: { type?: unknown } = schema.properties[name] ?? {};
    return field.type === 'integer' ? '7' : 7;
  };

  it('refuses a field that it does not declare', async () => {
    const { valid, send } = await prepare();
    assertFault(await send({ ...valid, nothingOfTheKind: true }), 'nothingOfTheKind', 'UNKNOWN_FIELD');
  });

  it('refuses each field of a wrong type, and converts none', async () => {
    const { valid, send } = await prepare();
    for (const name of Object.keys(schema.properties)) {
      const code = 'enum' in (schema.properties[name] ?? {}) ? 'UNKNOWN_VALUE' : 'WRONG_TYPE';
      assertFault(await send({ ...valid, [name]: wrongFor(name) }), name, code);
    }
  });

  const required: readonly string[] = schema.required ?? [];
  if (required.length > 0) {
    it('names each field that is missing', async () => {
      const { valid, send } = await prepare();
      for (const name of required) assertFault(await send({ ...valid, [name]: undefined }), name, 'REQUIRED');
      const none = await send({});
      for (const name of required) assertFault(none, name, 'REQUIRED');
    });
  }

  it('refuses what is no JSON object', async () => {
    const { send } = await prepare();
    for (const text of ['{"name":', 'name=x', '\u0000', '{"__proto__":{"admin":true}}']) {
      assertFault(await send(text), '', 'MALFORMED');
    }
    for (const text of ['null', '[]', '"text"', '7', '']) assertFault(await send(text), '', 'WRONG_TYPE');
    assertFault(await send(undefined), '', 'WRONG_TYPE');
  });

  it('answers 415 to a body that is not said to be JSON', async () => {
    const { valid, send } = await prepare();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      assertRefused(await send(JSON.stringify(valid), { 'content-type': type }), 'UNSUPPORTED_MEDIA_TYPE');
    }
  });

  it('answers 413 to a body of more than 64 KiB', async () => {
    const { valid, send } = await prepare();
    assertRefused(await send({ ...valid, padding: 'x'.repeat(64 * 1024) }), 'PAYLOAD_TOO_LARGE');
  });
}

/** The same of a form, whose fields are text and among which others may stand. */
function badForms(operation: Operation, world: () => Promise<World>): void {
  async function send(body: (valid: Readonly<Record<string, unknown>>) => unknown, type?: string): Promise<Answer> {
    const opened = await world();
    const { params, body: valid = {} } = await exampleOf(opened, opened.home, operation);
    const { authorization } = await anyRightfulCaller(opened, operation, params);
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
    return callOperation(opened, operation, { params, body: body(valid), authorization, headers });
  }
  const formType = 'application/x-www-form-urlencoded';

  it('names each field that is missing', async () => {
    const required: readonly string[] = operation.body?.required ?? [];
    const answer = await send(() => '', formType);
    for (const name of required) assertFault(answer, name, 'REQUIRED');
  });

  it('refuses a field that stands twice', async () => {
    assertFault(await send(() => 'token=a&token=b', formType), 'token', 'REPEATED');
  });

  it('answers 415 to JSON', async () => {
    assertRefused(await send((valid) => JSON.stringify(valid), 'application/json'), 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('answers 413 to a body of more than 64 KiB', async () => {
    assertRefused(await send(() => `token=${'x'.repeat(64 * 1024)}`, formType), 'PAYLOAD_TOO_LARGE');
  });
}
