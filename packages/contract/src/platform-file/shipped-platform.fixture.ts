import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Catalogue, createCatalogue } from './catalogue.ts';
import { parsePlatformFile } from './parse-platform-file.ts';

/** For tests alone: the text of a platform file under `platforms/`. */
export function shippedText(name: string): string {
  return readFileSync(new URL(`../../../../platforms/${name}.yaml`, import.meta.url), 'utf8');
}

export function shippedCatalogue(name: string): Catalogue {
  const parsed = parsePlatformFile(shippedText(name));
  assert.ok(parsed.ok, `platforms/${name}.yaml has faults: ${JSON.stringify(parsed)}`);
  return createCatalogue(parsed.platform);
}
