// Requests a second over HTTP on the loopback, the server in a process of its own: one light operation with a known API key
// and with an access JWT, and /healthz, which asks for no credential and reads nothing. Rounds of each in turn.

import { median } from './interleave.ts';
import { type Row, report } from './report.ts';
import { runWrk } from './run-wrk.ts';
import { startServer } from './running-server.ts';

const connections = 8;
const secondsPerRound = 1;
const rounds = 5;

const server = await startServer();
try {
  const { path, jwt, apiKey } = await signInAndMint();
  const loads = {
    healthz: { url: `${server.url}/healthz` },
    apiKey: { url: `${server.url}${path}`, authorization: `ApiKey ${apiKey}` },
    jwt: { url: `${server.url}${path}`, authorization: `Bearer ${jwt}` },
  };
  const rates = { healthz: [] as number[], apiKey: [] as number[], jwt: [] as number[] };
  const names = Object.keys(loads) as (keyof typeof loads)[];
  for (const name of names) await runWrk({ ...loads[name], connections, seconds: 1 });
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      rates[name].push(await runWrk({ ...loads[name], connections, seconds: secondsPerRound }));
    }
  }
  report(
    'HTTP with a known credential (SQLite)',
    rowsOf(median(rates.healthz), median(rates.apiKey), median(rates.jwt)),
  );
} finally {
  await server.stop();
}

function rowsOf(healthz: number, apiKey: number, jwt: number): readonly Row[] {
  const operation = '`GET /api/v1/projects/{projectId}`';
  return [
    {
      label: '`GET /healthz`',
      value: healthz,
      unit: 'requests/s',
      note: `${connections} connections, wrk, one machine`,
    },
    { label: `${operation}, API key`, value: apiKey, unit: 'requests/s' },
    { label: `${operation}, access JWT`, value: jwt, unit: 'requests/s' },
    { label: 'API key : access JWT', value: apiKey / jwt, unit: ': 1' },
    { label: 'API key : `GET /healthz`', value: apiKey / healthz, unit: ': 1' },
  ];
}

async function signInAndMint(): Promise<{ readonly path: string; readonly jwt: string; readonly apiKey: string }> {
  const { adminEmail: email, adminPassword: password } = server;
  const { accessToken } = await callApi('/auth/login', undefined, { email, password });
  const jwt = String(accessToken);
  const { data } = await callApi('/organizations/acme/projects', jwt);
  const [project] = data as { readonly id: string }[];
  const path = `/projects/${project?.id}`;
  const { secret } = await callApi(`${path}/api-keys`, jwt, { name: 'bench', scopes: ['projects.read'] });
  return { path: `/api/v1${path}`, jwt, apiKey: String(secret) };
}

/** Calls the API: a POST where there is a body, else a GET. */
async function callApi(path: string, jwt?: string, body?: object): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    headers: {
      ...(jwt === undefined ? {} : { authorization: `Bearer ${jwt}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${text}`);
  return JSON.parse(text);
}
