import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Operation } from '@keywright/contract';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { TSchema } from 'typebox';
import { type Answer, type AnyExample, auditEventsOf, callOperation, exampleOf, userAgent } from './call-operation.ts';
import { type Caller, kindsOf, rightfulCaller } from './caller.ts';
import type { World } from './world.ts';

const ajv = new Ajv({ allErrors: true, strict: false });
formats.default(ajv);

/** The schema with every object in it closed, so that a field which is not declared is a fault. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in parts ? { ...parts, additionalProperties: false } : parts;
}

function assertMatches(schema: TSchema, body: unknown): void {
  const validate = ajv.compile(closed(schema) as object);
  assert.ok(validate(body), `${ajv.errorsText(validate.errors)} in ${JSON.stringify(body)}`);
}

/** What a call that may be made answers, and what it leaves behind. */
export function declaredSuccess(operation: Operation, world: () => Promise<World>): void {
  const { reply, etag, audit, setsCookie } = operation;
  const left = audit === undefined ? 'no audit event' : `one audit event, ${audit}`;
  for (const kind of kindsOf(operation)) {
    it(`answers ${reply.status} to a caller by ${kind}, with what it declares and no more, and leaves ${left}`, async () => {
      const opened = await world();
      const example = await exampleOf(opened, opened.home, operation);
      const caller = await rightfulCaller(opened, operation, kind, example.params);
      const { params, body } = example;
      const answer = await callOperation(opened, operation, { params, body, authorization: caller.authorization });

      assert.equal(answer.status, reply.status, answer.text);
      if (reply.stream === true) assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; /);
      else if (reply.schema === null) assert.equal(answer.text, '');
      else assertMatches(reply.schema, answer.body);
      if (etag === undefined) assert.equal(answer.headers.get('etag'), null);
      else assert.match(answer.headers.get('etag') ?? '', /^"v\d+"$/);
      assert.equal(answer.headers.getSetCookie().length > 0, setsCookie === true);
      await assertAudited(opened, operation, { answer, caller, example });
    });
  }
}

async function assertAudited(
  world: World,
  { audit, method, reply }: Operation,
  { answer, caller, example }: { answer: Answer; caller: Caller; example: AnyExample },
): Promise<void> {
  const events = await auditEventsOf(world, answer.traceId);
  if (audit === undefined || example.audited === undefined) {
    assert.deepEqual(events, []);
    return;
  }
  const { kind, id } = example.audited;
  const [event] = events;
  assert.equal(events.length, 1);
  assert.deepEqual(
    { ...event, sequence: 0, hash: '', at: 0, ownerUserId: '', organizationId: '', projectId: '', details: '' },
    {
      sequence: 0,
      hash: '',
      at: 0,
      ownerUserId: '',
      action: audit,
      actorKind: caller.kind,
      actorUserId: caller.userId,
      actorCredentialId: caller.credentialId,
      targetKind: kind,
      targetId: typeof id === 'string' ? id : id(answer.body),
      projectId: '',
      organizationId: '',
      method,
      path: answer.path,
      status: reply.status,
      address: '127.0.0.1',
      userAgent,
      traceId: answer.traceId,
      details: '',
    },
  );
}
