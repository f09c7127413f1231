import { pino } from 'pino';
import { type App, createApp } from './app.ts';
import { type Config, readConfig } from './config/config.ts';
import { readEnvironment } from './config/environment.ts';
import { openSecrets } from './config/secrets.ts';
import { isClaimed } from './first-run.ts';
import { systemClock } from './kernel/clock.ts';
import { systemRandom } from './kernel/crypto/random.ts';
import { loadPlatform } from './platform.ts';

/**
 * Opens the configured instance for an operator’s command, without listening, and closes it after `work`. Throws where the
 * service has never been started on it.
 */
export async function withInstance<T>(work: (app: App, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig(readEnvironment());
  const catalogue = loadPlatform(config.platform);
  const logger = pino({ level: 'silent' });
  const secrets = openSecrets(config);
  const app = await createApp({ config, secrets, catalogue, clock: systemClock, random: systemRandom, logger });
  try {
    if (!(await isClaimed(app.database.reader, { config, secrets }))) {
      throw new Error('This database is empty: start the service on it once.');
    }
    return await work(app, config);
  } finally {
    await app.close();
  }
}
