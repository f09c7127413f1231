/** What a service that is no friend can do to whoever asks it. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { Home } from './command.ts';
import { listening } from './listening.ts';

const token = `tr_pat_k9c4n2xb.${'aB3'.repeat(14)}a`;
const mint = ['tokens', 'mint', '--name', 'ci', '--scope', 'keys.read'];

/** A home of somebody who asks a service that answers everything alike. */
async function homeAt(status: number, body: unknown): Promise<Home> {
  const service = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  return new Home({ KEYWRIGHT_URL: await listening(service), KEYWRIGHT_TOKEN: token });
}

describe('a hostile service', () => {
  it('moves no cursor with what it says is a secret, and makes no second line of it', async () => {
    const secret = 'x\u001b]0;owned\u0007\nrm -rf';
    const home = await homeAt(201, { id: 'x', prefix: 'p', name: 'ci', secret, expiresAt: null });
    const { stdout } = await home.run(mint);
    assert.equal(stdout, 'x\\u{1b}]0;owned\\u{7}\\u{a}rm -rf\n');
    const { shown } = await home.terminal(mint, { NO_COLOR: '1' }).end();
    assert.doesNotMatch(shown, /(?!\n)\p{Cc}/u);
  });

  it('gets no token into an error, in words or as JSON, by repeating it there', async () => {
    const details = { missing: [token], [token]: token };
    const home = await homeAt(403, {
      error: { code: 'SCOPE_ESCALATION', message: `No: ${token}`, details, traceId: token },
    });
    for (const words of [mint, [...mint, '--json']]) {
      const ran = await home.run(words);
      assert.equal(ran.code, 1);
      assert.ok(!ran.stderr.includes(token.slice(-20)), ran.stderr);
    }
    assert.equal(JSON.parse((await home.run([...mint, '--json'])).stderr).error.code, 'SCOPE_ESCALATION');
  });
});
