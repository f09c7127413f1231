import { readConfig } from '../packages/server/src/config/config.ts';
import type { Verdict } from '../packages/server/src/modules/credentials/index.ts';
import { TestApp } from '../packages/server/test/harness.ts';

/** Where the checked requests of a benchmark come from. */
export const address = '127.0.0.1';

const { argon2MemoryKib, argon2Passes } = readConfig({});

/** The parameters of the first check, for a note. */
export const argon2Note = `Argon2id, ${argon2MemoryKib / 1024} MiB, ${argon2Passes} passes`;

/** The service in this process, on SQLite, with the Argon2id parameters of the default configuration. */
export async function startBenchApp(database?: {
  readonly dataDir: string;
  readonly databaseUrl: undefined;
}): Promise<TestApp> {
  return TestApp.start('sqlite', { config: { argon2MemoryKib, argon2Passes }, ...(database && { database }) });
}

/** The file of an app's database. */
export const databaseFile = (app: TestApp): string => `${app.config.dataDir}/keywright.db`;

/** Mints API keys. None is known to the process yet. */
export async function mintTokens(app: TestApp, projectId: string, count: number): Promise<readonly string[]> {
  const tokens: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { secret } = await app.apiKey(projectId, ['projects.read']);
    tokens.push(secret);
  }
  return tokens;
}

/** Checks a token, which must come out as expected; answers how long that took, in nanoseconds. */
export async function timeCheck(app: TestApp, token: string, expected: Verdict['outcome'] = 'valid'): Promise<number> {
  const began = process.hrtime.bigint();
  const { outcome } = await app.app.checkCredential(token, address);
  const nanoseconds = Number(process.hrtime.bigint() - began);
  if (outcome !== expected) throw new Error(`a token of the benchmark is ${outcome} and not ${expected}`);
  return nanoseconds;
}
