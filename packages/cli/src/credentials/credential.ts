import type { Client, ReplyOf, RequestOf } from '@keywright/client';
import type { Page, PageQuery } from '../options/collect-pages.ts';

/** A credential as listings show it. */
export type Credential = ReplyOf<'listPats'>['data'][number];
export type CredentialDetail = ReplyOf<'getPat'>;
export type RotatedCredential = ReplyOf<'rotatePat'>;
export type RotateBody = RequestOf<'rotatePat'>['body'];
export type UpdatedCredential = ReplyOf<'updatePat'>;
export type UpdateBody = RequestOf<'updatePat'>['body'];
export type ListFilter = Omit<NonNullable<RequestOf<'listPats'>['query']>, 'limit' | 'cursor'>;

/** The verbs that a user’s PATs and a project’s API keys have in common. */
export interface CredentialFamily {
  /** What people call one. */
  readonly noun: 'token' | 'API key';
  list(query: PageQuery & ListFilter): Promise<Page<Credential>>;
  get(id: string): Promise<CredentialDetail>;
  rotate(id: string, body: RotateBody, idempotencyKey: string): Promise<RotatedCredential>;
  update(id: string, body: UpdateBody, ifMatch: string): Promise<UpdatedCredential>;
  revoke(id: string): Promise<unknown>;
}

/** The PATs of whoever is signed in. */
export function patsOf(client: Client): CredentialFamily {
  return {
    noun: 'token',
    list: (query) => client.listPats({ query }),
    get: (patId) => client.getPat({ params: { patId } }),
    rotate: (patId, body, idempotencyKey) => client.rotatePat({ params: { patId }, body, idempotencyKey }),
    update: (patId, body, ifMatch) => client.updatePat({ params: { patId }, body, ifMatch }),
    revoke: (patId) => client.revokePat({ params: { patId } }),
  };
}

/** The API keys of a project. */
export function apiKeysOf(client: Client, projectId: string): CredentialFamily {
  return {
    noun: 'API key',
    list: (query) => client.listApiKeys({ params: { projectId }, query }),
    get: (keyId) => client.getApiKey({ params: { projectId, keyId } }),
    rotate: (keyId, body, idempotencyKey) =>
      client.rotateApiKey({ params: { projectId, keyId }, body, idempotencyKey }),
    update: (keyId, body, ifMatch) => client.updateApiKey({ params: { projectId, keyId }, body, ifMatch }),
    revoke: (keyId) => client.revokeApiKey({ params: { projectId, keyId } }),
  };
}

/** In which state a credential is. */
export function stateOf({ revokedAt, expiresAt }: Credential, nowMs: number): 'active' | 'expired' | 'revoked' {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= nowMs ? 'expired' : 'active';
}

/** How a credential is named in a sentence. */
export const nameOf = ({ prefix, name }: { readonly prefix: string; readonly name: string }): string =>
  `${prefix} “${name}”`;
