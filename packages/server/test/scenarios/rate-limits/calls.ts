/** The calls that the scenarios of rate limits make again and again. */
import assert from 'node:assert/strict';
import { parseList } from 'structured-headers';
import { refused } from '../../acceptance/002/calls.ts';
import type { Reply, TestApp } from '../../harness.ts';

export type Start = () => Promise<TestApp>;

export const policiesPath = (projectId: string) => `/api/v1/projects/${projectId}/rate-limit-policies`;

/** A project that nobody else uses. */
let projects = 0;
export function newProject(app: TestApp): Promise<string> {
  projects += 1;
  return app.project('acme', `limited-${projects}-${app.clock.now()}`);
}

/** Creates a policy, by the administrator. */
export async function createPolicy(app: TestApp, projectId: string, rules: readonly object[], more: object = {}) {
  const { authorization } = await app.admin();
  const body = { name: 'limits', rules, ...more };
  const created = await app.call('POST', policiesPath(projectId), { authorization, body });
  assert.equal(created.status, 201, created.text);
  return created.body;
}

/** Makes a policy the default of its project; null makes none of them. */
export async function setDefault(app: TestApp, projectId: string, policyId: string | null): Promise<void> {
  const { authorization } = await app.admin();
  const body = { policy_id: policyId };
  const reply = await app.call('PUT', `${policiesPath(projectId)}/default`, { authorization, body });
  assert.deepEqual([reply.status, reply.body], [200, { project_id: projectId, policy_id: policyId }]);
}

/** Changes a policy, by the administrator. */
export async function updatePolicy(app: TestApp, projectId: string, id: string, body: object): Promise<Reply> {
  const { authorization } = await app.admin();
  const headers = { 'if-match': '*' };
  const reply = await app.call('PATCH', `${policiesPath(projectId)}/${id}`, { authorization, headers, body });
  assert.equal(reply.status, 200, reply.text);
  return reply;
}

/** A project whose default has these rules. */
export async function limitedProject(app: TestApp, rules: readonly object[], more: object = {}) {
  const projectId = await newProject(app);
  const policy = await createPolicy(app, projectId, rules, more);
  await setDefault(app, projectId, policy.id);
  return { projectId, policy };
}

type Caller = { readonly authorization: string };

export const getProject = (app: TestApp, projectId: string, { authorization }: Caller, method = 'GET') =>
  app.call(method, `/api/v1/projects/${projectId}`, { authorization });

/** The statuses of so many calls, one after the other. */
export async function statusesOf(count: number, call: () => Promise<Reply>): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let sent = 0; sent < count; sent += 1) statuses.push((await call()).status);
  return statuses;
}

/** The items of a `RateLimit` or `RateLimit-Policy` header; none where there is no such header. */
export function itemsIn(
  reply: Reply,
  header: 'ratelimit' | 'ratelimit-policy',
): Record<string, Record<string, unknown>> {
  const text = reply.headers.get(header);
  if (text === null) return {};
  return Object.fromEntries(
    parseList(text).map(([name, parameters]) => [String(name), Object.fromEntries(parameters)]),
  );
}

/** Asserts a 429 with a `Retry-After` in whole seconds; answers these, and the limits that refused. */
export function throttled(reply: Reply) {
  const details = refused(reply, 429, 'RATE_LIMITED');
  const retryAfter = reply.headers.get('retry-after') ?? '';
  assert.match(retryAfter, /^[1-9]\d*$/);
  return { seconds: Number(retryAfter), policies: details.policies as Record<string, unknown>[] };
}
