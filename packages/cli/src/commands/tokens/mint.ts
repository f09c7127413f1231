import type { Command } from 'commander';
import { mintCredential } from '../../credentials/mint-credential.ts';
import { addMintOptions, type MintOptions, mintBody } from '../../credentials/mint-options.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { collect } from '../../options/parsers.ts';

interface Options extends MintOptions {
  readonly level?: string;
  readonly project?: readonly string[];
}

export function addMint(tokens: Command, run: Invocation): void {
  const mint = tokens
    .command('mint')
    .description('Mint a token; it goes to standard output, alone, this once')
    .option('--level <level>', 'a level of the platform, instead of scopes')
    .option('--project <id>', 'a project that it is restricted to; repeat it', collect);
  addMintOptions(mint, run.shell.now).action(async (options: Options) => {
    const { scope, level, project } = options;
    const body = {
      ...mintBody(options),
      ...(scope === undefined ? {} : { scopes: [...scope] }),
      ...(level === undefined ? {} : { level }),
      ...(project === undefined ? {} : { projectIds: [...project] }),
    };
    const client = run.connect();
    await mintCredential(run, 'keywright tokens list', () => client.mintPat({ body }));
  });
  addExamples(
    mint,
    'keywright tokens mint --name "laptop cli" --scope projects.read --scope keys.write --expires 90d',
    'keywright tokens mint --name ci --scope keys.read --project 01M805BENY3ZEPYAXH5KC6Z4KD > token.txt',
  );
}
