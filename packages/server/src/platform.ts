import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Catalogue, createCatalogue, parsePlatformFile } from '@keywright/contract';

const shipped = fileURLToPath(new URL('../../../platforms/', import.meta.url));

/** A platform file that cannot be used: every fault of it, each with its line. */
export class PlatformError extends Error {}

/** Reads a platform file, named as one of those that are shipped or by a path. Throws `PlatformError`. */
export function loadPlatform(nameOrPath: string): Catalogue {
  const isPath = nameOrPath.includes('/') || extname(nameOrPath) !== '';
  const file = isPath ? nameOrPath : `${shipped}${nameOrPath}.yaml`;
  if (!existsSync(file)) {
    const names = readdirSync(shipped).map((entry) => basename(entry, '.yaml'));
    throw new PlatformError(`There is no platform file ${nameOrPath}. Shipped: ${names.join(', ')}; or give a path.`);
  }
  const parsed = parsePlatformFile(readFileSync(file, 'utf8'));
  if (parsed.ok) return createCatalogue(parsed.platform);
  const faults = parsed.faults.map(
    ({ line, column, path, message }) => `  ${file}:${line}:${column} ${path}: ${message}`,
  );
  throw new PlatformError(`The platform file is not valid:\n${faults.join('\n')}`);
}
