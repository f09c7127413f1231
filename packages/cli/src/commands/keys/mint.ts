import type { Command } from 'commander';
import { addMintOptions, type MintOptions, mintBody } from '../../credentials/mint-options.ts';
import { showSecret } from '../../credentials/show-secret.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addProjectOption, type ProjectOption } from '../../options/project-option.ts';

export function addMint(keys: Command, run: Invocation): void {
  const mint = addProjectOption(keys.command('mint')).description(
    'Mint an API key; it goes to standard output, alone, this once',
  );
  addMintOptions(mint, run.shell.now).action(async (options: MintOptions & ProjectOption) => {
    const body = { ...mintBody(options), scopes: [...(options.scope ?? [])] };
    const minted = await run.connect().mintApiKey({ params: { projectId: options.project }, body });
    await showSecret(run, 'Minted', minted);
  });
  addExamples(
    mint,
    'keywright keys mint --project 01M805BENY3ZEPYAXH5KC6Z4KD --name deploy --scope keys.read > key.txt',
    'keywright keys mint --project 01M805BENY3ZEPYAXH5KC6Z4KD --name ci --scope keys.read --network 203.0.113.0/24',
  );
}
