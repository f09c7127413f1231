import { pino } from 'pino';
import { type App, createApp } from './app.ts';
import { ConfigError, readConfig } from './config/config.ts';
import { readEnvironment } from './config/environment.ts';
import { openSecrets } from './config/secrets.ts';
import { isUnavailable } from './db/faults.ts';
import { renderFirstRun, runFirst, WrongKeyringError } from './first-run.ts';
import { systemClock } from './kernel/clock.ts';
import { systemRandom } from './kernel/crypto/random.ts';
import { KeyringError } from './kernel/keyring.ts';
import { loadPlatform, PlatformError } from './platform.ts';

/** Whatever the process creates (database, keyring) is its own user’s alone. */
process.umask(0o077);

/** Environment → configuration → app → listen. Returns how to stop. */
async function start(): Promise<() => Promise<void>> {
  const config = readConfig(readEnvironment());
  const catalogue = loadPlatform(config.platform);
  const secrets = openSecrets(config);
  const logger = pino({ level: config.logLevel, base: null });
  const app = await createApp({ config, secrets, catalogue, clock: systemClock, random: systemRandom, logger });
  try {
    const firstRun = await runFirst(app, { config, secrets, catalogue });
    const address = await app.server.listen({ port: config.port, host: config.host });
    if (firstRun?.password != null) process.stdout.write(renderFirstRun(firstRun, address, catalogue));
    logger.info({ address, platform: catalogue.platform.platform, database: app.database.dialect }, 'listening');
    return () => stop(app, config.shutdownSeconds, (message) => logger.info(message));
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** A graceful stop, bounded: what has not finished by then is cut off with a failing exit code. */
async function stop(app: App, seconds: number, say: (message: string) => void): Promise<void> {
  say('stopping: requests in flight finish, no new ones are taken');
  const cutOff = setTimeout(() => process.exit(1), seconds * 1000);
  await app.close();
  clearTimeout(cutOff);
  say('stopped');
}

const expected = [ConfigError, KeyringError, PlatformError, WrongKeyringError];
const listenCodes = ['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES'];

/** Why it did not start: what to do where that is known, else the fault with its stack. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (expected.some((kind) => error instanceof kind)) return error.message;
  const code = 'code' in error ? String(error.code) : '';
  if (listenCodes.includes(code) && 'syscall' in error && error.syscall === 'listen') {
    return `${error.message}\nChoose another address or port with KEYWRIGHT_HOST and KEYWRIGHT_PORT.`;
  }
  if (isUnavailable(error))
    return `The database does not answer: ${error.message}\nIs DATABASE_URL right, and the server up?`;
  return error.stack ?? error.message;
}

start().then(
  (stopOnce) => {
    let stopping = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (stopping) process.exit(130);
        stopping = true;
        void stopOnce().then(() => process.exit(0));
      });
    }
  },
  (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  },
);
