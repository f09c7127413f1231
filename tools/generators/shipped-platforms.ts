import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Catalogue } from '@keywright/contract';
import { loadPlatform } from '../../packages/server/src/platform.ts';

const folder = join(import.meta.dirname, '../../platforms');

/** The names of the platform files that Keywright ships, as `KEYWRIGHT_PLATFORM` takes them. Sorted. */
export const platformNames: readonly string[] = readdirSync(folder)
  .filter((entry) => entry.endsWith('.yaml'))
  .map((entry) => basename(entry, '.yaml'))
  .sort();

/** Every shipped platform, in the order of `platformNames`. Throws a `PlatformError` where one is not valid. */
export const loadPlatforms = (): readonly Catalogue[] => platformNames.map(loadPlatform);
