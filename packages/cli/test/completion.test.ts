import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Home } from './command.ts';

/** What bash would offer for the words, of which the last is being typed. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const typed = words.map((word) => `'${word}'`).join(' ');
  const line = `source <(keywright completion bash); COMP_WORDS=(keywright ${typed}); COMP_CWORD=${words.length}; _keywright; printf '%s\\n' "$\{COMPREPLY[@]}"`;
  const ran = await new Home().shell(line);
  assert.deepEqual([ran.code, ran.stderr], [0, '']);
  return ran.stdout.trim().split('\n');
}

describe('completion', () => {
  it('for bash offers commands, their verbs and their options', async () => {
    assert.deepEqual(await offered('to'), ['tokens']);
    assert.deepEqual(await offered('tokens', 're'), ['revoke']);
    assert.deepEqual(await offered('tokens', 'ro'), ['rotate']);
    assert.ok((await offered('tokens', 'mint', '--s')).includes('--scope'));
    assert.deepEqual(await offered('policies', '--json', 'ap'), ['apply']);
  });

  it('is registered for the command', async () => {
    const ran = await new Home().shell('source <(keywright completion bash); complete -p keywright');
    assert.match(ran.stdout, /-F _keywright keywright/);
  });

  it('is written for zsh and fish as well, with every command in it, and for no other shell', async () => {
    const home = new Home();
    for (const [shell, word] of [
      ['zsh', "'rotate:Replace the secret"],
      ['fish', "-a rotate -d 'Replace the secret"],
    ] as const) {
      assert.ok((await home.run(['completion', shell])).stdout.includes(word));
    }
    assert.equal((await home.run(['completion', 'cmd'])).code, 2);
  });
});
