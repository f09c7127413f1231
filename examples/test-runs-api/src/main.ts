/**
 * Starts the API on the loopback, by `gate` or by `guards`: `node src/main.ts gate`.
 *
 * Environment: PORT (3000), KEYWRIGHT (http://127.0.0.1:8787).
 */
import { byGate } from '../../access/by-gate.ts';
import { byGuards } from '../../access/by-guards.ts';
import { createApi } from './api.ts';

const { PORT = '3000', KEYWRIGHT = 'http://127.0.0.1:8787' } = process.env;
const mode = process.argv[2];

if (mode === 'gate' || mode === 'guards') {
  const api = createApi(mode === 'gate' ? byGate : byGuards(KEYWRIGHT));
  console.log(
    `the test-runs API listens at ${await api.listen({ port: Number(PORT), host: '127.0.0.1' })}, by ${mode}`,
  );
} else {
  console.error('usage: node src/main.ts gate | guards');
  process.exitCode = 2;
}
