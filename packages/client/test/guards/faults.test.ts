/** That a guard lets nobody through where it gets no clear answer: every guard, and a gate that misbehaves. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { GuardFault } from '../../src/guard/guard-fault.ts';
import { onEachGuard } from './on-each-guard.ts';
import { answering, type Behaviour, passing, principal, refusing, StandInGate } from './stand-in-gate.ts';

const page = '<html><body>Bad gateway</body></html>';
const html = { 'content-type': 'text/html' };

/** What is no answer: [what it is, how the gate behaves, what kind of fault that is]. */
const unclear: readonly [string, Behaviour, GuardFault['kind']][] = [
  ['a page of a proxy’s with 200', answering(200, page, html), 'outage'],
  ['a page of a proxy’s with 403', answering(403, page, html), 'outage'],
  ['a page of a proxy’s with 502', answering(502, page, html), 'outage'],
  ['a principal that is called HTML', answering(200, principal, html), 'outage'],
  ['JSON that is cut off', answering(200, JSON.stringify(principal).slice(0, -9)), 'outage'],
  ['JSON of something else', answering(200, { ok: true }), 'outage'],
  ['a list', answering(200, [principal]), 'outage'],
  ['a principal without scopes', answering(200, { ...principal, scopes: undefined }), 'outage'],
  ['a principal of an unknown kind', answering(200, { ...principal, kind: 'anonymous' }), 'outage'],
  ['a principal with 201', answering(201, principal), 'outage'],
  ['no content', (response) => response.writeHead(204).end(), 'outage'],
  ['a refusal whose body says another status', answering(401, { status: 200, error: { code: 'X' } }), 'outage'],
  ['a fault of Keywright’s', refusing(500, 'INTERNAL'), 'outage'],
  ['an over-long body', answering(200, { ...principal, scopes: ['a'.repeat(300_000)] }), 'outage'],
  ['a closed connection', (response) => response.destroy(), 'outage'],
  ['half an answer, and a closed connection', halfAnAnswer, 'outage'],
  ['a scope that the platform does not have', refusing(400, 'UNKNOWN_SCOPE'), 'setup'],
  ['a question that the gate does not understand', refusing(400, 'VALIDATION_FAILED'), 'setup'],
  ['a Keywright without a gate', refusing(404, 'NOT_FOUND'), 'setup'],
  ['a gate that does not trust the application', refusing(403, 'UNTRUSTED_PROXY'), 'setup'],
];

function halfAnAnswer(response: Parameters<Behaviour>[0]): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
  response.write('{"kind":');
  setImmediate(() => response.destroy());
}

onEachGuard((stage) => {
  async function assertUnavailable(response: Response): Promise<void> {
    assert.equal(response.status, 503);
    assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
    assert.equal(response.headers.get('retry-after'), '1');
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const { error, ...problem } = (await response.json()) as { error: Record<string, unknown> };
    const detail = 'Whether this request is allowed cannot be found out right now. Try again.';
    assert.deepEqual(problem, { type: 'about:blank', title: 'Service Unavailable', status: 503, detail });
    const { traceId, ...said } = error;
    assert.deepEqual(said, { code: 'UNAVAILABLE', message: detail, details: {} });
    assert.match(String(traceId), /^[0-9a-f]{32}$/);
    assert.equal(traceId, stage.faults[0]?.traceId);
  }

  for (const [what, behave, kind] of unclear) {
    it(`lets nobody through on ${what}, and tells the application of a fault in the ${kind}`, async () => {
      stage.gate.behave = behave;
      const before = stage.api.seen();
      await assertUnavailable(await stage.call());
      assert.equal(stage.api.seen(), before);
      assert.deepEqual(
        stage.faults.map((fault) => fault.kind),
        [kind],
      );
    });
  }

  it('follows no redirect, which would take the credential elsewhere', async () => {
    stage.gate.behave = (response) => {
      stage.gate.behave = passing;
      response.writeHead(307, { location: '/keywright/gate/guard' }).end();
    };
    await assertUnavailable(await stage.call());
    assert.deepEqual([stage.gate.asked.length, stage.faults[0]?.kind], [1, 'outage']);
    const { origin } = new URL(stage.gate.baseUrl);
    assert.ok(stage.faults[0]?.message.includes(`a redirect to ${origin}, which is not followed`));
  });

  for (const [what, path] of [
    ['project', '/misspelt/p1'],
    ['organization', '/misspelt-within/acme'],
  ]) {
    it(`lets nobody through where the ${what} function finds none, and asks nothing`, async () => {
      const before = stage.api.seen();
      await assertUnavailable(await stage.call(path));
      assert.deepEqual([stage.gate.asked.length, stage.api.seen(), stage.faults[0]?.kind], [0, before, 'setup']);
      assert.match(stage.faults[0]?.message ?? '', new RegExp(`${what} function found no ${what}`));
    });
  }

  for (const [answered, path, target] of [
    ['another project', '/projects/p2/things', { projectId: 'p1' }],
    ['no project', '/projects/p2/things', { projectId: null }],
    ['another organization', '/organizations/01M83WA86YTNVDBM15ANPPMQJJ/projects', {}],
    ['no organization', '/organizations/acme/projects', { organizationId: null }],
  ] as const) {
    it(`lets nobody through on an answer about ${answered}, where it asked about one`, async () => {
      stage.gate.behave = answering(200, { ...principal, ...target });
      const before = stage.api.seen();
      await assertUnavailable(await stage.call(path));
      assert.deepEqual([stage.gate.asked.length, stage.api.seen(), stage.faults[0]?.kind], [1, before, 'outage']);
    });
  }

  it('never tells the credential or the path to the application', async () => {
    stage.gate.behave = answering(200, page, html);
    await stage.call('/anybody?token=sesame');
    const [fault] = stage.faults;
    assert.ok(fault);
    const told = JSON.stringify({ ...fault, message: fault.message, stack: fault.stack, cause: String(fault.cause) });
    assert.doesNotMatch(told, /secret|sesame/);
  });

  it('refuses while the gate is away, and lets callers through once it is back', async () => {
    const first = await StandInGate.start();
    await stage.withOwnApi({ baseUrl: first.baseUrl }, async (ask) => {
      assert.equal((await ask()).status, 200);
      await first.close();
      await assertUnavailable(await ask());
      const second = await StandInGate.start(first.port);
      assert.equal((await ask()).status, 200);
      await second.close();
    });
  });

  for (const [what, behave] of [
    ['does not answer', () => {}],
    ['begins an answer and does not end it', (response) => void response.writeHead(200).write('{"kind":')],
  ] satisfies [string, Behaviour][]) {
    it(`waits no longer than it is told to for a gate that ${what}`, async () => {
      stage.gate.behave = behave;
      await stage.withOwnApi({ timeoutMs: 50 }, async (ask) => {
        await assertUnavailable(await ask());
        assert.match(stage.faults[0]?.message ?? '', /No answer from the gate in 50 ms/);
      });
    });
  }

  it('stays closed when onFault itself throws', async (t) => {
    const error = t.mock.method(console, 'error', () => {});
    stage.gate.behave = answering(502, page, html);
    const onFault = () => {
      throw new Error('the log is full');
    };
    await stage.withOwnApi({ onFault }, async (ask) => {
      assert.equal((await ask()).status, 503);
      assert.equal(error.mock.callCount(), 1);
    });
  });
});
