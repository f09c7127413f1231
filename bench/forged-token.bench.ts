// What a forged token costs the service: one whose form and check digits are right, which anybody can make, and whose seal
// is not, which only this instance could. Beside it, one whose seal is right: it costs an Argon2id computation, known or not.

import { checkDigits, tokenFormats } from '@keywright/contract';
import { openSecrets } from '../packages/server/src/config/secrets.ts';
import { systemRandom } from '../packages/server/src/kernel/crypto/random.ts';
import { createTokenCodec } from '../packages/server/src/modules/credentials/index.ts';
import { loadPlatform } from '../packages/server/src/platform.ts';
import { address, argon2Note, startBenchApp, timeCheck } from './bench-app.ts';
import { type Batch, interleave, median } from './interleave.ts';
import { report } from './report.ts';

const tokenCount = 64;
const app = await startBenchApp();
const { platform } = loadPlatform(app.config.platform);
const codec = createTokenCodec({ platform, sealKeys: openSecrets(app.config).seals, random: systemRandom });
// Sealed by this instance and never stored: each is compared with the hash of a secret that nobody has, every time.
const sealed = Array.from({ length: tokenCount }, () => codec.make('api-key').token);

const fullChecks: number[] = [];
for (const token of sealed) fullChecks.push(await timeCheck(app, token, 'unknown'));
for (const token of sealed) await timeCheck(app, forge(token), 'malformed');
const timings = await interleave(
  {
    empty: awaiting(async () => undefined, sealed),
    forged: awaiting(check, sealed.map(forge)),
    mistyped: awaiting(check, sealed.map(mistype)),
  },
  { count: 200, rounds: 1000 },
);
await app.close();

const empty = median(timings.empty);
const forged = median(timings.forged) - empty;
const full = median(fullChecks);
report('A forged token', [
  { label: 'refusing a wrong seal', value: forged / 1000, unit: 'µs' },
  { label: 'refusing wrong check digits', value: (median(timings.mistyped) - empty) / 1000, unit: 'µs' },
  { label: 'an Argon2id check (right seal)', value: full / 1e6, unit: 'ms', note: argon2Note },
  { label: 'Argon2id check : wrong seal', value: full / forged, unit: ': 1' },
]);

function check(token: string): Promise<unknown> {
  return app.app.checkCredential(token, address);
}

/** The token with another seal and check digits that fit. */
function forge(token: string): string {
  const layout = tokenFormats.split.layoutOf('api-key');
  const end = -(layout.sealLength + layout.checkLength);
  const seal = token.slice(end, -layout.checkLength);
  const before = token.slice(0, end) + (seal === '00000' ? '11111' : '00000');
  return before + checkDigits(before, layout);
}

function mistype(token: string): string {
  return token.slice(0, -1) + (token.endsWith('0') ? '1' : '0');
}

function awaiting(call: (token: string) => Promise<unknown>, tokens: readonly string[]): Batch {
  return async (count) => {
    for (let index = 0; index < count; index += 1) await call(tokens[index % tokens.length] ?? '');
  };
}
