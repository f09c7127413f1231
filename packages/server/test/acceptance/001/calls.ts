/** The calls that the acceptance test of document 001 makes again and again. */
import assert from 'node:assert/strict';
import { toBase32 } from '../../../../contract/src/token-format/base32.ts';
import { newTraceId, systemRandom } from '../../../src/kernel/crypto/random.ts';
import { type ImportReport, importKeys, type SourceLine } from '../../../src/modules/credentials/index.ts';
import type { Minted, Reply, SignedIn, TestApp } from '../../harness.ts';

export type Start = () => Promise<TestApp>;

export const minuteMs = 60_000;
export const patsPath = '/api/v1/users/me/pats';
export const keysPath = (projectId: string) => `/api/v1/projects/${projectId}/api-keys`;
export const projectPath = (projectId: string) => `/api/v1/projects/${projectId}`;

/** A PAT of this platform: without scopes of its own. */
export async function mintPat(app: TestApp, owner: SignedIn, more: object = {}): Promise<Minted> {
  const { authorization } = owner;
  const minted = await app.call('POST', patsPath, { authorization, body: { name: 'pat', ...more } });
  assert.equal(minted.status, 201, minted.text);
  const { id, prefix, secret } = minted.body;
  return { id, prefix, secret, authorization: `Bearer ${secret}`, reply: minted.body };
}

/** A request as the document’s clients send it: the credential in X-API-Key. */
export function call(app: TestApp, method: string, path: string, key: string, body?: unknown): Promise<Reply> {
  return app.call(method, path, { headers: { 'x-api-key': key }, ...(body === undefined ? {} : { body }) });
}

/** 200 if and only if the credential is good, whatever it may do. */
export const present = (app: TestApp, key: string): Promise<Reply> => call(app, 'GET', '/api/v1/scopes', key);

/** A key as the platform made them before: random letters and digits without a prefix. */
export const olderKey = (): string => systemRandom.characters('abcdefghijklmnopqrstuvwxyz0123456789', 51);

/** A key of the new form as the original made them: its inner key is none of ours. */
export const originalKey = (projectNumber: number): string => `tgpak_${toBase32(`${projectNumber}_${olderKey()}`)}`;

/** Imports records into a running service, as its command does. */
export function importRecords({ app }: TestApp, records: readonly object[], dryRun = false): Promise<ImportReport> {
  const commit = app.createCommit({
    action: 'credential.import',
    actor: { kind: 'operator', userId: null, credentialId: null },
    method: 'IMPORT',
    path: '',
    status: 0,
    client: { address: '', userAgent: 'test', traceId: newTraceId() },
  });
  async function* open(): AsyncIterable<SourceLine> {
    for (const [index, record] of records.entries()) yield { line: index + 1, record: { ...record } };
  }
  return importKeys(app.imports, open, { dryRun, onProgress: () => undefined }, commit);
}
