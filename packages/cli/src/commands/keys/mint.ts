import type { Command } from 'commander';
import { mintCredential } from '../../credentials/mint-credential.ts';
import { addMintOptions, type MintOptions, mintBody } from '../../credentials/mint-options.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addProjectOption, type ProjectOption } from '../../options/project-option.ts';

export function addMint(keys: Command, run: Invocation): void {
  const mint = addProjectOption(keys.command('mint')).description(
    'Mint an API key; it goes to standard output, alone, this once',
  );
  addMintOptions(mint, run.shell.now).action(async (options: MintOptions & ProjectOption) => {
    const body = { ...mintBody(options), scopes: [...(options.scope ?? [])] };
    const params = { projectId: options.project };
    const client = run.connect();
    await mintCredential(run, `keywright keys list --project ${options.project}`, () =>
      client.mintApiKey({ params, body }),
    );
  });
  addExamples(
    mint,
    'keywright keys mint --project 01M805BENY3ZEPYAXH5KC6Z4KD --name deploy --scope keys.read > key.txt',
    'keywright keys mint --project 01M805BENY3ZEPYAXH5KC6Z4KD --name ci --scope keys.read --network 203.0.113.0/24',
  );
}
