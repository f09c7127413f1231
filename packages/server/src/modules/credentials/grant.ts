import { AppError, type Catalogue, type CredentialKind, validationFailed } from '@keywright/contract';

/** What a new credential may do: a list of scopes, or a level that follows its definition. */
export interface Grant {
  readonly scopes: readonly string[];
  readonly level: string | null;
}

export interface GrantRequest {
  readonly kind: CredentialKind;
  readonly scopes: readonly string[] | undefined;
  readonly level: string | undefined;
}

/** The credential that mints another one, if one does. */
export interface GrantingCredential {
  readonly granted: ReadonlySet<string>;
  readonly followsOwner: boolean;
}

function misplaced(path: 'scopes' | 'level', other: 'scopes' | 'level'): Error {
  const message = `is not how PATs are minted on this platform. Give ${other} instead.`;
  return validationFailed({ path, code: 'NOT_ON_THIS_PLATFORM', message });
}

/**
 * Decides between scopes and level as the platform says. `grantScopes` checks a list of scopes. A level needs no check
 * against a person’s rights, which bound it on each request; but a credential gives no level beyond its own.
 */
export function toGrant(
  catalogue: Catalogue,
  request: GrantRequest,
  parent: GrantingCredential | undefined,
  grantScopes: (requested: readonly string[]) => readonly string[],
): Grant {
  const { kind, scopes, level } = request;
  if (kind === 'pat' && catalogue.platform.tokens.pat?.grants === 'levels') {
    if (scopes !== undefined) throw misplaced('scopes', 'level');
    return { scopes: [], level: toLevel(catalogue, level, parent) };
  }
  if (level !== undefined) throw misplaced('level', 'scopes');
  if (scopes === undefined) throw validationFailed({ path: 'scopes', code: 'REQUIRED', message: 'must be given.' });
  return { scopes: grantScopes(scopes), level: null };
}

function toLevel(catalogue: Catalogue, requested: string | undefined, parent: GrantingCredential | undefined): string {
  const level = requested ?? catalogue.platform.tokens.pat?.defaultLevel;
  const choices = catalogue.levels.join(', ');
  if (level === undefined) {
    throw validationFailed({ path: 'level', code: 'REQUIRED', message: `must be one of ${choices}.` });
  }
  if (!catalogue.hasLevel(level)) {
    throw validationFailed({ path: 'level', code: 'UNKNOWN_LEVEL', message: `must be one of ${choices}.` });
  }
  if (parent === undefined) return level;
  const requestedScopes = [...catalogue.levelScopes(level)].sort();
  const missing = requestedScopes.filter((scope) => !parent.granted.has(scope));
  if (missing.length > 0 || (catalogue.followsOwner(level) && !parent.followsOwner)) {
    throw new AppError('SCOPE_ESCALATION', {
      detail: `The level ${level} exceeds that of the credential in use.`,
      details: {
        requested: requestedScopes,
        held: requestedScopes.filter((scope) => parent.granted.has(scope)),
        missing,
      },
    });
  }
  return level;
}

/** Whether a level’s bound is whatever the owner may do. One that was dropped from the platform file bounds to nothing. */
export function followsOwner(catalogue: Catalogue, level: string | null): boolean {
  return level !== null && catalogue.hasLevel(level) && catalogue.followsOwner(level);
}

/** The scopes that a grant comes to at this moment, with all that they imply. A level that was dropped grants nothing. */
export function grantedScopes(catalogue: Catalogue, { scopes, level }: Grant): ReadonlySet<string> {
  if (level === null) return catalogue.expand(scopes);
  return catalogue.hasLevel(level) ? catalogue.levelScopes(level) : new Set();
}
