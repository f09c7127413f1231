// The gate against the least that could stand in its place: requests a second with a known API key, one rate-limit policy and the
// audit log on, and those of a bare node:http server that answers 204. Each in a process of its own; rounds of each in turn.

import { median, medianRatio } from './interleave.ts';
import { claim, report } from './report.ts';
import { runWrk } from './run-wrk.ts';
import { serve } from './serve.ts';

const connections = 32;
const secondsPerRound = 2;
const rounds = 7;
const leastRatio = 1 / 2;

const servers = { bare: await serve('bare-server.ts'), gate: await serve('gate-server.ts') };
const rates = { bare: [] as number[], gate: [] as number[] };
try {
  for (let round = -1; round < rounds; round += 1) {
    for (const which of ['bare', 'gate'] as const) {
      const { url, authorization } = servers[which];
      // Both are sent the same headers: to read them is a part of the work.
      const { headers } = servers.gate;
      const rate = await runWrk({ url, authorization, headers, connections, seconds: secondsPerRound });
      if (round >= 0) rates[which].push(rate);
    }
  }
} finally {
  await servers.bare.stop();
  await servers.gate.stop();
}

const ratio = medianRatio(rates.gate, rates.bare);
report('The gate (SQLite)', [
  { label: 'a bare node:http server that answers 204', value: median(rates.bare), unit: 'requests/s' },
  {
    label: '`/gate/nginx`, a known API key, one policy, audit log, last use and counts',
    value: median(rates.gate),
    unit: 'requests/s',
  },
  { label: 'the gate : the bare server', value: ratio, unit: ': 1', note: claim('at least half', ratio >= leastRatio) },
]);
