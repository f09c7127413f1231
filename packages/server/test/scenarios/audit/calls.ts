/** What the scenarios of the audit log read it with. */
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { Reply, TestApp } from '../../harness.ts';

export type Start = () => Promise<TestApp>;

/** An event, as the API shows it. */
export interface Shown {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly kind: string;
  readonly actor: { readonly kind: string; readonly userId: string | null; readonly credentialId: string | null };
  readonly target: { readonly kind: string; readonly id: string };
  readonly organizationId: string | null;
  readonly projectId: string | null;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly address: string;
  readonly userAgent: string;
  readonly traceId: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export const instanceLog = '/api/v1/admin/audit-log';
export const myLog = '/api/v1/users/me/audit-log';
export const organizationLog = (organization: string) => `/api/v1/organizations/${organization}/audit-log`;
export const projectLog = (projectId: string) => `/api/v1/projects/${projectId}/audit-log`;

export const ask = (
  app: TestApp,
  path: string,
  { authorization }: { authorization: string },
  query: Readonly<Record<string, string>> = {},
): Promise<Reply> => app.call('GET', `${path}?${new URLSearchParams(query)}`, { authorization });

/** Every event of a log that matches, the latest first, page by page. */
export async function readLog(
  app: TestApp,
  path: string,
  by: { authorization: string },
  query: Readonly<Record<string, string>> = {},
): Promise<readonly Shown[]> {
  const events: Shown[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { status, body, text }: Reply = await ask(app, path, by, cursor === '' ? query : { ...query, cursor });
    assert.equal(status, 200, text);
    events.push(...body.data);
    cursor = body.nextCursor;
  }
  return events;
}

/** The events of a log once there are `count` of them: uses are written a moment after they are answered. */
export async function readOnce(
  app: TestApp,
  count: number,
  query: Readonly<Record<string, string>>,
): Promise<readonly Shown[]> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const events = await readLog(app, instanceLog, await app.admin(), query);
    if (events.length >= count || Date.now() > deadline) {
      assert.equal(events.length, count, JSON.stringify(events));
      return events;
    }
    await wait(50);
  }
}
