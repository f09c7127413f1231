import { duplicateFaults } from './duplicate-faults.ts';
import { includeCycleFaults } from './include-cycle-faults.ts';
import { nearestName } from './nearest-name.ts';
import { type Finding, type PathSegment, quoteName } from './platform-fault.ts';
import { longestExpiryDays, tokenFormatNames } from './platform-file.ts';
import { entriesOf, fieldOf, isMapping, textsOf } from './tolerant-read.ts';

/**
 * What a schema cannot say of a platform file: names that are defined nowhere, roles and levels that include themselves,
 * entries that are listed twice, bounds that contradict each other. It looks at whatever is well formed and passes over the
 * rest, so that a fault of the schema hides no fault here.
 */
export function referenceFaults(file: unknown): Finding[] {
  return [
    ...scopeReferenceFaults(file),
    ...roleReferenceFaults(file),
    ...includeCycleFaults('roles', fieldOf(file, 'roles')),
    ...includeCycleFaults('levels', fieldOf(file, 'levels')),
    ...impliesItselfFaults(file),
    ...duplicateFaults(file, []),
    ...mintedFormatFaults(file),
    ...presetFaults(file),
  ];
}

interface Reference {
  name: string;
  path: readonly PathSegment[];
}

function scopeReferenceFaults(file: unknown): Finding[] {
  const permissions = entriesOf(fieldOf(file, 'permissions'));
  return unknownNames('scope', fieldOf(file, 'scopes'), [
    ...listed(file, 'scopes', 'implies'),
    ...listed(file, 'roles', 'scopes'),
    ...listed(file, 'levels', 'scopes'),
    ...permissions.flatMap(([permission, name]) =>
      typeof name === 'string' ? [{ name, path: ['permissions', permission] }] : [],
    ),
  ]);
}

function roleReferenceFaults(file: unknown): Finding[] {
  const ownerRole = fieldOf(file, 'ownerRole');
  return [
    ...unknownNames('role', fieldOf(file, 'roles'), [
      ...listed(file, 'roles', 'includes'),
      ...(typeof ownerRole === 'string' ? [{ name: ownerRole, path: ['ownerRole'] }] : []),
    ]),
    ...unknownNames('level', fieldOf(file, 'levels'), listed(file, 'levels', 'includes')),
  ];
}

/** The names in one list of each entry of a map, such as `implies` of every scope. */
function listed(file: unknown, map: string, list: string): Reference[] {
  return entriesOf(fieldOf(file, map)).flatMap(([entryName, entry]) =>
    textsOf(fieldOf(entry, list)).map(({ text, index }) => ({ name: text, path: [map, entryName, list, index] })),
  );
}

function unknownNames(kind: string, definitions: unknown, references: readonly Reference[]): Finding[] {
  // Without the definitions every name would be unknown, which says nothing that their absence does not.
  if (!isMapping(definitions)) return [];
  const defined = Object.keys(definitions);
  return references
    .filter(({ name }) => !Object.hasOwn(definitions, name))
    .map(({ name, path }) => {
      const nearest = nearestName(name, defined);
      const advice = nearest === undefined ? 'define it or remove it' : `did you mean ${quoteName(nearest)}?`;
      return { path, message: `There is no ${kind} ${quoteName(name)}: ${advice}`, site: 'value' };
    });
}

function impliesItselfFaults(file: unknown): Finding[] {
  return listed(file, 'scopes', 'implies')
    .filter(({ name, path }) => name === path[1])
    .map(({ name, path }) => {
      return { path, message: `The scope ${quoteName(name)} implies itself: remove this entry`, site: 'value' };
    });
}

function mintedFormatFaults(file: unknown): Finding[] {
  return entriesOf(fieldOf(file, 'tokens')).flatMap(([kind, formats]): Finding[] => {
    const mint = fieldOf(formats, 'mint');
    const accept: unknown = fieldOf(formats, 'accept');
    if (!isFormatName(mint) || !Array.isArray(accept) || accept.includes(mint)) return [];
    // A list with a format that is none is mended first: the minted one may be what was meant.
    if (!accept.every(isFormatName)) return [];
    const message = `Tokens of the format ${mint} are minted but not accepted: add ${mint} to "accept"`;
    return [{ path: ['tokens', kind, 'mint'], message, site: 'value' }];
  });
}

function isFormatName(value: unknown): value is string {
  return typeof value === 'string' && tokenFormatNames.includes(value);
}

function presetFaults(file: unknown): Finding[] {
  const expiry = fieldOf(file, 'expiry');
  const maximumDays = fieldOf(expiry, 'maximumDays');
  const presetsDays = fieldOf(expiry, 'presetsDays');
  if (typeof maximumDays !== 'number' || !Number.isInteger(maximumDays) || maximumDays < 1) return [];
  if (!Array.isArray(presetsDays)) return [];
  return presetsDays.flatMap((days: unknown, index): Finding[] => {
    // Beyond the longest expiry of all, the schema has spoken already.
    if (typeof days !== 'number' || days <= maximumDays || days > longestExpiryDays) return [];
    const message = `This preset is longer than "maximumDays" (${maximumDays}): shorten it or remove it`;
    return [{ path: ['expiry', 'presetsDays', index], message, site: 'value' }];
  });
}
