import { Value } from 'typebox/value';
import type { Locator } from './locate.ts';
import { type Finding, formatPath, type PlatformFault } from './platform-fault.ts';
import { PlatformFile } from './platform-file.ts';
import { readYaml } from './read-yaml.ts';
import { referenceFaults } from './reference-faults.ts';
import { schemaFaults } from './schema-faults.ts';

export type ParsedPlatformFile = { ok: true; platform: PlatformFile } | { ok: false; faults: PlatformFault[] };

/**
 * Reads a platform file: YAML of at most 1 MiB. Either the platform, wholly valid, or every fault of the file at once, in
 * the order of its lines and never none. Only faults of the YAML syntax and of aliases stand alone: until they are mended
 * there is no data to look at. Never throws on account of the text.
 */
export function parsePlatformFile(text: string): ParsedPlatformFile {
  const { faults, content } = readYaml(text);
  if (content === undefined) return { ok: false, faults: inOrder(faults) };

  const { value, locator } = content;
  const findings = [...schemaFaults(PlatformFile, value), ...referenceFaults(value)];
  const all = [...faults, ...findings.map((finding) => located(finding, locator))];
  return all.length > 0
    ? { ok: false, faults: inOrder(all) }
    : { ok: true, platform: Value.Parse(PlatformFile, value) };
}

function located({ path, message, site }: Finding, locator: Locator): PlatformFault {
  const position = site === 'value' ? locator.value(path) : locator.key(site === 'parent' ? path.slice(0, -1) : path);
  return { ...position, path: formatPath(path), message };
}

function inOrder(faults: readonly PlatformFault[]): PlatformFault[] {
  return faults.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
