import type { ReplyOf, RequestOf } from '@keywright/client';
import type { QueryKey } from '@tanstack/react-query';
import { client } from '../app/client.ts';
import type { Credential, CredentialDetail } from './credential.ts';
import type { Usage } from './usage/outcomes.ts';

type Change = RequestOf<'updatePat'>['body'];
type Rotation = RequestOf<'rotatePat'>['body'];
type Versioned = Credential & { readonly etag: string };

/** The credentials of one owner, and what can be done with them: a person’s tokens and a project’s API keys are managed alike. */
export interface Family {
  /** What one of them is called: `token`. */
  readonly noun: string;
  /** What pages know of them stands under this key. */
  readonly key: QueryKey;
  list(
    query: RequestOf<'listPats'>['query'],
    signal: AbortSignal,
  ): Promise<{ readonly data: readonly Credential[]; readonly nextCursor: string | null }>;
  allowance(signal: AbortSignal): Promise<ReplyOf<'getPatAllowance'>>;
  get(id: string, signal?: AbortSignal): Promise<CredentialDetail>;
  /** How often it was used, in the last days. */
  usage(id: string, days: number, signal: AbortSignal): Promise<Usage>;
  update(id: string, body: Change, ifMatch: string): Promise<Versioned>;
  rotate(id: string, body: Rotation, idempotencyKey: string): Promise<ReplyOf<'rotatePat'>>;
  revoke(id: string): Promise<unknown>;
  /** Absent: they stay listed for good. */
  remove?(id: string): Promise<unknown>;
}

/** The tokens of whoever is signed in. */
export const myTokens: Family = {
  noun: 'token',
  key: ['pats'],
  list: (query, signal) => client.listPats({ ...(query === undefined ? {} : { query }), signal }),
  allowance: (signal) => client.getPatAllowance({ signal }),
  get: (patId, signal) => client.getPat({ params: { patId }, ...(signal === undefined ? {} : { signal }) }),
  usage: (patId, days, signal) => client.getPatUsage({ params: { patId }, query: { days }, signal }),
  update: (patId, body, ifMatch) => client.updatePat({ params: { patId }, body, ifMatch }),
  rotate: (patId, body, idempotencyKey) => client.rotatePat({ params: { patId }, body, idempotencyKey }),
  revoke: (patId) => client.revokePat({ params: { patId } }),
  remove: (tokenId) => client.deleteToken({ params: { tokenId } }),
};

/** The API keys of a project. */
export const apiKeysOf = (projectId: string): Family => ({
  noun: 'API key',
  key: ['api-keys', projectId],
  list: (query, signal) =>
    client.listApiKeys({ params: { projectId }, ...(query === undefined ? {} : { query }), signal }),
  allowance: (signal) => client.getApiKeyAllowance({ params: { projectId }, signal }),
  get: (keyId, signal) =>
    client.getApiKey({ params: { projectId, keyId }, ...(signal === undefined ? {} : { signal }) }),
  usage: (keyId, days, signal) => client.getApiKeyUsage({ params: { projectId, keyId }, query: { days }, signal }),
  update: (keyId, body, ifMatch) => client.updateApiKey({ params: { projectId, keyId }, body, ifMatch }),
  rotate: (keyId, body, idempotencyKey) => client.rotateApiKey({ params: { projectId, keyId }, body, idempotencyKey }),
  revoke: (keyId) => client.revokeApiKey({ params: { projectId, keyId } }),
});
