import { type Command, Option } from 'commander';
import { collect, expiryParser } from '../options/parsers.ts';

export interface MintOptions {
  readonly name: string;
  readonly note?: string;
  readonly scope?: readonly string[];
  readonly expires?: string | null;
  readonly network?: readonly string[];
  readonly policy?: string;
}

/** What every mint can be told. */
export function addMintOptions(command: Command, now: () => number): Command {
  return command
    .requiredOption('--name <name>', 'what to call it')
    .option('--scope <scope>', 'a scope that it grants; repeat it, or separate with commas', collect)
    .addOption(
      new Option(
        '--expires <when>',
        '30d, 12h, an instant with its zone, or never (default: the platform’s)',
      ).argParser(expiryParser(now)),
    )
    .option('--network <cidr>', 'an address or range that it may be used from; repeat it', collect)
    .option('--policy <id>', 'the rate-limit policy of each request with it')
    .option('--note <text>', 'what it is for');
}

/** The body of a mint. What was not said is left to the platform. */
export function mintBody({ name, note, expires, network, policy }: MintOptions) {
  return {
    name,
    ...(note === undefined ? {} : { note }),
    ...(expires === undefined ? {} : { expiresAt: expires }),
    ...(network === undefined ? {} : { allowedNetworks: [...network] }),
    ...(policy === undefined ? {} : { rateLimitPolicyId: policy }),
  };
}
