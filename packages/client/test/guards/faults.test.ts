/** That a guard lets nobody through where it gets no clear answer: every guard, and a gate that misbehaves. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { GuardFault } from '../../src/guard/guard-fault.ts';
import { frameworks } from './frameworks.ts';
import type { GuardedApi } from './guarded-api.ts';
import { answering, type Behaviour, passing, principal, refusing, StandInGate } from './stand-in-gate.ts';
import { refuseUnhandledRejections } from './unhandled-rejections.ts';

const key = 'ApiKey tr_ak_abcdefgh.secret';
refuseUnhandledRejections();

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
];

function halfAnAnswer(response: Parameters<Behaviour>[0]): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
  response.write('{"kind":');
  setImmediate(() => response.destroy());
}

for (const framework of frameworks) {
  describe(`a guard for ${framework.name}`, { concurrency: false }, () => {
    let gate: StandInGate;
    let api: GuardedApi;
    let faults: GuardFault[];

    before(async () => {
      gate = await StandInGate.start();
      api = await framework.start({ baseUrl: gate.baseUrl, onFault: (fault) => faults.push(fault) });
    });
    after(async () => {
      await api.close();
      await gate.close();
    });
    beforeEach(() => {
      faults = [];
      gate.behave = passing;
      gate.asked.length = 0;
    });

    const call = (path = '/anybody', headers: Record<string, string> = {}) =>
      api.call('GET', path, { headers: { authorization: key, ...headers } });

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
      assert.equal(traceId, faults[0]?.traceId);
    }

    for (const [what, behave, kind] of unclear) {
      it(`lets nobody through on ${what}, and tells the application of a fault in the ${kind}`, async () => {
        gate.behave = behave;
        const before = api.seen();
        await assertUnavailable(await call());
        assert.equal(api.seen(), before);
        assert.deepEqual(
          faults.map((fault) => fault.kind),
          [kind],
        );
      });
    }

    it('follows no redirect, which would take the credential elsewhere', async () => {
      gate.behave = (response) => {
        gate.behave = passing;
        response.writeHead(307, { location: '/keywright/gate/guard' }).end();
      };
      await assertUnavailable(await call());
      assert.deepEqual([gate.asked.length, faults[0]?.kind], [1, 'outage']);
      assert.ok(faults[0]?.message.includes(`a redirect to ${new URL(gate.baseUrl).origin}, which is not followed`));
    });

    it('lets nobody through where the project function finds none, and asks nothing', async () => {
      const before = api.seen();
      await assertUnavailable(await call('/misspelt/p1'));
      assert.deepEqual([gate.asked.length, api.seen(), faults[0]?.kind], [0, before, 'setup']);
    });

    for (const projectId of ['p1', null]) {
      it(`lets nobody through on an answer about ${projectId ?? 'no project'}, where it asked about another one`, async () => {
        gate.behave = answering(200, { ...principal, projectId });
        const before = api.seen();
        await assertUnavailable(await call('/projects/p2/things'));
        assert.deepEqual([gate.asked.length, api.seen(), faults[0]?.kind], [1, before, 'outage']);
      });
    }

    it('never tells the credential or the path to the application', async () => {
      gate.behave = answering(200, page, html);
      await call('/anybody?token=sesame');
      const [fault] = faults;
      assert.ok(fault);
      const told = JSON.stringify({ ...fault, message: fault.message, stack: fault.stack, cause: String(fault.cause) });
      assert.doesNotMatch(told, /secret|sesame/);
    });

    it('refuses while the gate is away, and lets callers through once it is back', async () => {
      const first = await StandInGate.start();
      const own = await framework.start({ baseUrl: first.baseUrl, onFault: (fault) => faults.push(fault) });
      const ask = () => own.call('GET', '/anybody', { headers: { authorization: key } });
      try {
        assert.equal((await ask()).status, 200);
        await first.close();
        await assertUnavailable(await ask());
        const second = await StandInGate.start(first.port);
        assert.equal((await ask()).status, 200);
        await second.close();
      } finally {
        await own.close();
      }
    });

    for (const [what, behave] of [
      ['does not answer', () => {}],
      ['begins an answer and does not end it', (response) => void response.writeHead(200).write('{"kind":')],
    ] satisfies [string, Behaviour][]) {
      it(`waits no longer than it is told to for a gate that ${what}`, async () => {
        gate.behave = behave;
        const options = { baseUrl: gate.baseUrl, timeoutMs: 50, onFault: (fault: GuardFault) => faults.push(fault) };
        const own = await framework.start(options);
        try {
          await assertUnavailable(await own.call('GET', '/anybody', { headers: { authorization: key } }));
          assert.match(faults[0]?.message ?? '', /No answer from the gate in 50 ms/);
        } finally {
          await own.close();
        }
      });
    }

    it('stays closed when onFault itself throws', async (t) => {
      const error = t.mock.method(console, 'error', () => {});
      gate.behave = answering(502, page, html);
      const onFault = () => {
        throw new Error('the log is full');
      };
      const own = await framework.start({ baseUrl: gate.baseUrl, onFault });
      try {
        assert.equal((await own.call('GET', '/anybody')).status, 503);
        assert.equal(error.mock.callCount(), 1);
      } finally {
        await own.close();
      }
    });
  });
}
