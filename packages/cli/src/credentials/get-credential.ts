import type { Invocation } from '../invocation.ts';
import { withoutEtag } from '../output/without-etag.ts';
import type { CredentialFamily } from './credential.ts';
import { credentialFacts } from './credential-columns.ts';
import { findCredential } from './find-credential.ts';

/** Shows one credential. */
export async function getCredential(run: Invocation, family: CredentialFamily, reference: string): Promise<void> {
  const nowMs = run.shell.now();
  const { id } = await findCredential(family, reference, nowMs);
  const detail = await family.get(id);
  await run.output.facts(withoutEtag(detail), credentialFacts(detail, nowMs));
}
