import type { Invocation } from '../invocation.ts';
import { type ConfirmOptions, confirm } from '../prompts/confirm.ts';
import { type Credential, type CredentialFamily, nameOf } from './credential.ts';
import { grantsOf } from './credential-columns.ts';
import { findCredential } from './find-credential.ts';

/** Ends a credential. It stays listed. */
export async function revokeCredential(
  run: Invocation,
  family: CredentialFamily,
  reference: string,
  options: ConfirmOptions,
): Promise<void> {
  const credential = await findCredential(family, reference, run.shell.now());
  await confirm(run, `Revoke ${consequenceOf(family, credential)}`, options);
  await family.revoke(credential.id);
  run.output.say(`Revoked ${nameOf(credential)}. It is refused from the next request on.`);
}

/** What ends with a credential, as a person is asked before it is revoked or deleted. */
export function consequenceOf({ noun }: CredentialFamily, credential: Credential): string {
  const used = credential.lastUsedAt === null ? 'never used' : `last used ${credential.lastUsedAt}`;
  return `the ${noun} ${nameOf(credential)} (${grantsOf(credential)}; ${used})? Whatever uses it is refused from then on; this cannot be undone.`;
}
