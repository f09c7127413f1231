// What it costs to take every use down: requests a second with a known API key, once with the audit log, last use, counts and
// one rate-limit policy, and once with none of them. Two servers, each in a process of its own; rounds of each in turn.

import { median, medianRatio } from './interleave.ts';
import { claim, report } from './report.ts';
import { runWrk } from './run-wrk.ts';
import { serve } from './serve.ts';

const connections = 8;
const secondsPerRound = 2;
const rounds = 7;
const leastRatio = 2 / 3;

const servers = {
  silent: await serve('traffic-server.ts', 'silent'),
  recording: await serve('traffic-server.ts', 'recording'),
};
const rates = { silent: [] as number[], recording: [] as number[] };
try {
  for (let round = -1; round < rounds; round += 1) {
    for (const mode of ['silent', 'recording'] as const) {
      const { url, authorization } = servers[mode];
      const rate = await runWrk({ url, authorization, connections, seconds: secondsPerRound });
      if (round >= 0) rates[mode].push(rate);
    }
  }
} finally {
  await servers.silent.stop();
  await servers.recording.stop();
}

const ratio = medianRatio(rates.recording, rates.silent);
const operation = '`GET /api/v1/projects/{projectId}`, API key';
report('Every use taken down (SQLite)', [
  { label: `${operation}, nothing taken down`, value: median(rates.silent), unit: 'requests/s' },
  {
    label: `${operation}, audit event, last use, counts and one policy`,
    value: median(rates.recording),
    unit: 'requests/s',
  },
  {
    label: 'with : without',
    value: ratio,
    unit: ': 1',
    note: claim('at least two thirds', ratio >= leastRatio),
  },
]);
