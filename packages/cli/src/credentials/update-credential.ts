import type { Command } from 'commander';
import type { Invocation } from '../invocation.ts';
import { collect } from '../options/parsers.ts';
import { CommandRefusal } from '../output/command-refusal.ts';
import { withoutEtag } from '../output/without-etag.ts';
import { type CredentialFamily, nameOf, type UpdateBody } from './credential.ts';
import { findCredential } from './find-credential.ts';

/** What is to change; `false`: it is cleared. */
export interface UpdateOptions {
  readonly name?: string;
  readonly note?: string | false;
  readonly network?: readonly string[] | false;
  readonly policy?: string | false;
}

export function addUpdateOptions(command: Command): Command {
  return command
    .option('--name <name>', 'what to call it from now on')
    .option('--note <text>', 'what it is for')
    .option('--no-note', 'without a note')
    .option('--network <cidr>', 'an address or range that alone it may be used from; repeat it', collect)
    .option('--no-network', 'it may be used from anywhere')
    .option('--policy <id>', 'the rate-limit policy of each request with it')
    .option('--no-policy', 'without a policy of its own');
}

/** Changes what is said of a credential; what is not named stays. Refused where it was changed since it was read. */
export async function updateCredential(
  run: Invocation,
  family: CredentialFamily,
  reference: string,
  options: UpdateOptions,
): Promise<void> {
  const body = bodyOf(options);
  if (Object.keys(body).length === 0) {
    throw new CommandRefusal('USAGE', 'Say what is to change.', 'Add --name, --note, --network or --policy.');
  }
  const { id } = await findCredential(family, reference, run.shell.now());
  // Listings carry no ETag, and what is changed must be the version that was read.
  const { etag } = await family.get(id);
  const updated = await family.update(id, body, etag);
  run.output.say(`Updated ${nameOf(updated)}. It holds from the next request on.`);
  await run.output.reply(withoutEtag(updated), () => '');
}

function bodyOf({ name, note, network, policy }: UpdateOptions): UpdateBody {
  return {
    ...(name === undefined ? {} : { name }),
    ...(note === undefined ? {} : { note: note === false ? null : note }),
    ...(network === undefined ? {} : { allowedNetworks: network === false ? null : [...network] }),
    ...(policy === undefined ? {} : { rateLimitPolicyId: policy === false ? null : policy }),
  };
}
