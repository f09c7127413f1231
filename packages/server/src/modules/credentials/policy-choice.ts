import { validationFailed } from '@keywright/contract';

const path = 'rateLimitPolicyId';

function beyondParent(): Error {
  const message = 'must be that of the credential in use, which has one.';
  return validationFailed({ path, code: 'BEYOND_PARENT', message });
}

/** The policy of a new credential. One that a limited credential mints is limited by the same policy, asked for or not. */
export function toPolicyId(requested: string | null | undefined, parent: string | null): string | null {
  if (parent === null) return requested ?? null;
  if (requested !== undefined && requested !== parent) throw beyondParent();
  return parent;
}

/** The policy that a change leaves: absent as it is, null none. A limited credential puts nothing under another policy than its own. */
export function toChangedPolicyId(
  requested: string | null | undefined,
  present: string | null,
  parent: string | null,
): string | null {
  if (requested === undefined || requested === present) return present;
  if (parent !== null && requested !== parent) throw beyondParent();
  return requested;
}

/** The refusal of a policy that is none, or that the caller cannot see: the same for both. */
export function unknownPolicy(): Error {
  return validationFailed({ path, code: 'UNKNOWN_POLICY', message: 'is no rate-limit policy that can be given here.' });
}
