import assert from 'node:assert/strict';
import { type Reply, readReply } from '../../packages/server/test/harness.ts';

/** Calls an API with these header lines, each `Name: value` as after the `-H` of curl. A body goes as JSON. */
export async function call(url: string, line: string, headers: readonly string[] = [], body?: unknown): Promise<Reply> {
  const [method = '', path = ''] = line.split(' ');
  const pairs = headers.map((header): [string, string] => {
    const at = header.indexOf(': ');
    return [header.slice(0, at), header.slice(at + 2)];
  });
  const json: [string, string][] = body === undefined ? [] : [['Content-Type', 'application/json']];
  const response = await fetch(url + path, {
    method,
    headers: [...pairs, ...json],
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return readReply(response);
}

/** Asserts a refusal with this status and code, as problem+json; answers it. */
export function refused(reply: Reply, status: number, code: string): Reply {
  assert.deepEqual([reply.status, reply.body?.error?.code], [status, code], reply.text);
  assert.match(reply.headers.get('content-type') ?? '', /^application\/problem\+json/);
  return reply;
}
