import { AppError, type Catalogue } from '@keywright/contract';

/**
 * Checks that whoever holds `held` may grant `requested`, and returns it sorted and without duplicates. Throws
 * `UNKNOWN_SCOPE` for the first scope that the platform does not have, `SCOPE_ESCALATION` where the requested scopes,
 * with all that they imply, are no subset of `held`.
 */
export function grantScopes(
  catalogue: Catalogue,
  requested: readonly string[],
  held: ReadonlySet<string>,
): readonly string[] {
  const unknown = requested.find((scope) => !catalogue.has(scope));
  if (unknown !== undefined) {
    throw new AppError('UNKNOWN_SCOPE', {
      detail: `This platform has no scope "${unknown}". GET /api/v1/scopes lists those that it has.`,
      details: { token: unknown },
    });
  }
  const sorted = [...new Set(requested)].sort();
  const missing = [...catalogue.expand(sorted)].filter((scope) => !held.has(scope)).sort();
  if (missing.length > 0) {
    throw new AppError('SCOPE_ESCALATION', {
      detail: `You do not hold ${missing.join(', ')}, so you cannot grant it.`,
      details: { requested: sorted, held: sorted.filter((scope) => held.has(scope)), missing },
    });
  }
  return sorted;
}
