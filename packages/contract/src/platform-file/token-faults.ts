import type { Finding } from './platform-fault.ts';
import { acceptedFormatNames, platformDefaults, tokenFormatNames } from './platform-file.ts';
import { entriesOf, fieldOf, isMapping } from './tolerant-read.ts';

/** What under `tokens` contradicts itself, or what `levels` says. */
export function tokenFaults(file: unknown): Finding[] {
  return [...mintedFormatFaults(file), ...grantFaults(file)];
}

function mintedFormatFaults(file: unknown): Finding[] {
  return entriesOf(fieldOf(file, 'tokens')).flatMap(([kind, formats]): Finding[] => {
    const mint = fieldOf(formats, 'mint');
    const accept: unknown = fieldOf(formats, 'accept');
    if (!isOneOf(tokenFormatNames, mint) || !Array.isArray(accept) || accept.includes(mint)) return [];
    // A list with a format that is none is mended first: the minted one may be what was meant.
    if (!accept.every((format) => isOneOf(acceptedFormatNames, format))) return [];
    const message = `Tokens of the format ${mint} are minted but not accepted: add ${mint} to "accept"`;
    return [{ path: ['tokens', kind, 'mint'], message, site: 'value' }];
  });
}

function grantFaults(file: unknown): Finding[] {
  const pat = fieldOf(fieldOf(file, 'tokens'), 'pat');
  const grants = fieldOf(pat, 'grants') ?? platformDefaults.patGrants;
  if (grants === 'levels' && hasNoLevels(file)) {
    const message = 'PATs are minted with levels, and there are none: define some in "levels" or write scopes here';
    return [{ path: ['tokens', 'pat', 'grants'], message, site: 'value' }];
  }
  if (grants === 'scopes' && fieldOf(pat, 'defaultLevel') !== undefined) {
    const message = 'PATs are minted with scopes, not levels: remove this key or add "grants: levels"';
    return [{ path: ['tokens', 'pat', 'defaultLevel'], message, site: 'key' }];
  }
  return [];
}

/** Levels of another shape than a map are for the schema to refuse. */
function hasNoLevels(file: unknown): boolean {
  const levels = fieldOf(file, 'levels');
  return levels === undefined || (isMapping(levels) && Object.keys(levels).length === 0);
}

function isOneOf(names: readonly string[], value: unknown): value is string {
  return typeof value === 'string' && names.includes(value);
}
