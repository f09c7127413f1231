/** The calls that the rotation scenarios make again and again. */
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { CredentialKind } from '@keywright/contract';
import { keysPath, patsPath } from '../../acceptance/002/calls.ts';
import { FrozenClock } from '../../frozen-clock.ts';
import type { Minted, Reply, SignedIn, TestApp } from '../../harness.ts';

export type Start = () => Promise<TestApp>;

export const kinds = ['api-key', 'pat'] as const satisfies readonly CredentialKind[];
export const names = { 'api-key': 'an API key', pat: 'a PAT' } as const satisfies Record<CredentialKind, string>;
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export interface Rotated {
  readonly secret: string;
  readonly graceEndsAt: string | null;
  readonly reply: Reply;
}

interface RotateCall {
  readonly by?: SignedIn;
  readonly idempotencyKey?: string;
}

/** A credential of the administrator, with all that its scenarios do with it. */
export class Subject {
  readonly app: TestApp;
  readonly kind: CredentialKind;
  readonly owner: SignedIn;
  readonly minted: Minted;
  readonly path: string;

  private constructor(app: TestApp, kind: CredentialKind, owner: SignedIn, minted: Minted) {
    this.app = app;
    this.kind = kind;
    this.owner = owner;
    this.minted = minted;
    this.path = `${kind === 'pat' ? patsPath : keysPath(app.projectId)}/${minted.id}`;
  }

  static async mint(app: TestApp, kind: CredentialKind, more: object = {}): Promise<Subject> {
    const owner = await app.admin();
    const scopes = ['projects.read'];
    const minted = kind === 'pat' ? await app.pat(owner, scopes, more) : await app.apiKey(app.projectId, scopes, more);
    return new Subject(app, kind, owner, minted);
  }

  tryRotate(body: object = {}, { by = this.owner, idempotencyKey }: RotateCall = {}): Promise<Reply> {
    const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
    const { authorization } = by;
    return this.app.call('POST', `${this.path}/rotate`, { authorization, body, headers });
  }

  async rotate(body: object = {}, call: RotateCall = {}): Promise<Rotated> {
    const reply = await this.tryRotate(body, call);
    assert.equal(reply.status, 200, reply.text);
    return { secret: reply.body.secret, graceEndsAt: reply.body.graceEndsAt, reply };
  }

  /** Presents a secret in a request, to this process or to another one. */
  present(secret: string, app: TestApp = this.app): Promise<Reply> {
    const authorization = `${this.kind === 'pat' ? 'Bearer' : 'ApiKey'} ${secret}`;
    return app.call('GET', '/api/v1/scopes', { authorization });
  }

  async works(secret: string, app: TestApp = this.app): Promise<void> {
    const { status, text } = await this.present(secret, app);
    assert.equal(status, 200, text);
  }

  /** Asserts that a secret is told to have been replaced or revoked. */
  async ended(secret: string, app: TestApp = this.app): Promise<void> {
    refusedAs(await this.present(secret, app), 401, 'CREDENTIAL_REVOKED');
  }

  /** The audit events of its rotations. */
  async rotations() {
    const events = this.app.app.database.reader.selectFrom('auditEvents').selectAll();
    const action = `${this.kind}.rotate`;
    return events.where('targetId', '=', this.minted.id).where('action', '=', action).execute();
  }
}

export function refusedAs(reply: Reply, status: number, code: string): void {
  assert.deepEqual([reply.status, reply.body?.error?.code], [status, code], reply.text);
}

/** Runs `work` while an app's time stands still. */
export async function frozen<T>(app: TestApp, work: (clock: FrozenClock) => Promise<T>): Promise<T> {
  const clock = new FrozenClock(app.clock);
  try {
    return await work(clock);
  } finally {
    clock.release();
  }
}

const longestHoldMs = 10_000;

/** Holds every rotation back where it hashes its new secret, until `count` of them are there: none has changed anything. */
export async function atOnce<T>(app: TestApp, count: number, work: () => Promise<T>): Promise<T> {
  const { argon2 } = app.app.people;
  const hash = argon2.hash.bind(argon2);
  const everybody = Promise.withResolvers<void>();
  const givenUp = setTimeout(everybody.resolve, longestHoldMs);
  let arrived = 0;
  const held = mock.method(argon2, 'hash', async (caller: string, secret: string) => {
    arrived += 1;
    if (arrived === count) everybody.resolve();
    await everybody.promise;
    return hash(caller, secret);
  });
  try {
    const result = await work();
    assert.equal(arrived, count, 'all of them were under way at once');
    return result;
  } finally {
    clearTimeout(givenUp);
    held.mock.restore();
  }
}
