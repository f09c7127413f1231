/** What the acceptance test of document 002 is about: both kinds of credential, and the operations that they reach. */
import { type CredentialKind, isPermission, type Operation, operations } from '@keywright/contract';
import type { Minted, SignedIn, TestApp } from '../../harness.ts';
import { keysPath, patsPath } from './calls.ts';

export type Start = () => Promise<TestApp>;

export const ciScopes = ['keys.read', 'keys.write', 'translations.write', 'imports.write'];
export const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;
export const minuteMs = 60_000;
export const kinds = ['api-key', 'pat'] as const satisfies readonly CredentialKind[];
/** What people call them, for the names of tests. */
export const names = { 'api-key': 'an API key', pat: 'a PAT' } as const satisfies Record<CredentialKind, string>;
export const allOperations = Object.values<Operation>(operations);
export const needingScope = allOperations.filter(({ needs }) => isPermission(needs));

/** One kind of credential with what belongs to it, so that a promise about both is tested on both. */
export interface Door {
  readonly owner: SignedIn;
  readonly path: string;
  readonly scheme: string;
  mint(scopes: readonly string[], more?: object): Promise<Minted>;
}

export async function openDoor(app: TestApp, kind: CredentialKind): Promise<Door> {
  const owner = await app.admin();
  const { projectId } = app;
  return kind === 'pat'
    ? { owner, path: patsPath, scheme: 'Bearer', mint: (scopes, more) => app.pat(owner, scopes, more) }
    : {
        owner,
        path: keysPath(projectId),
        scheme: 'ApiKey',
        mint: (scopes, more) => app.apiKey(projectId, scopes, more),
      };
}
