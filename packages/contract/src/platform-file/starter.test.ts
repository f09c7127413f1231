import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePlatformFile } from './parse-platform-file.ts';
import { formatPath, type PathSegment } from './platform-fault.ts';
import { PlatformFile, platformDefaults } from './platform-file.ts';
import { readYaml } from './read-yaml.ts';
import { shippedCatalogue, shippedText } from './shipped-platform.fixture.ts';
import { entriesOf, fieldOf } from './tolerant-read.ts';

/** The starter with every optional key taken into force: prose has a space after its `#`, a key has none. */
const complete = shippedText('starter').replace(/^( *)#(?=\S)/gm, '$1');

const { platform } = shippedCatalogue('starter');

/** The keys of maps in `value`, each where the schema declares it: names that the file gives are written `*`. */
function keysIn(
  schema: unknown,
  value: unknown,
  declared: readonly PathSegment[] = [],
  path: readonly PathSegment[] = [],
): { declared: string; path: readonly PathSegment[] }[] {
  return entriesOf(value).flatMap(([key, entry]) => {
    const own = fieldOf(fieldOf(schema, 'properties'), key);
    const below = own ?? entriesOf(fieldOf(schema, 'patternProperties'))[0]?.[1];
    const at = [...declared, own === undefined ? '*' : key];
    return [{ declared: formatPath(at), path: [...path, key] }, ...keysIn(below, entry, at, [...path, key])];
  });
}

/** Every key that the schema declares, and the names it leaves to the file as `*`. */
function declaredKeys(schema: unknown, path: readonly PathSegment[] = []): string[] {
  const properties = entriesOf(fieldOf(schema, 'properties'));
  const named = entriesOf(fieldOf(schema, 'patternProperties')).map(([, entry]) => ['*', entry] as const);
  return [...properties, ...named].flatMap(([key, entry]) => {
    return [formatPath([...path, key]), ...declaredKeys(entry, [...path, key])];
  });
}

test('the starter has every key there is, in force or not', () => {
  const { content } = readYaml(complete);
  const shown = new Set(keysIn(PlatformFile, content?.value).map((key) => key.declared));
  const declared = declaredKeys(PlatformFile);
  assert.ok(declared.length > 50);
  assert.deepEqual(
    declared.filter((key) => !shown.has(key)),
    [],
  );
});

test('every key of the starter is explained right above the place where it first stands', () => {
  const { content } = readYaml(complete);
  assert.ok(content);
  const lines = complete.split('\n');
  const explained = new Set<string>();
  for (const { declared, path } of keysIn(PlatformFile, content.value)) {
    if (explained.has(declared)) continue;
    explained.add(declared);
    const { line } = content.locator.key(path);
    assert.match(lines[line - 2] ?? '', /^ *# \S/, `${declared}, line ${line}`);
  }
});

test('the starter is as valid with every optional key in force as it is without', () => {
  const parsed = parsePlatformFile(complete);
  assert.deepEqual(parsed.ok ? [] : parsed.faults, []);
});

test('what the starter has in force of keys with a default is that default', () => {
  assert.equal(platform.unauthenticatedStatus, platformDefaults.unauthenticatedStatus);
  assert.deepEqual(platform.rotation, { maximumGraceSeconds: platformDefaults.maximumGraceSeconds });
  assert.deepEqual(platform.limits, {});
  assert.deepEqual(platform.expiry, { required: false, presetsDays: [7, 30, 90, 365] });
  assert.deepEqual(platform.tokens.pat, { mint: 'split', accept: ['split'] });
  assert.equal(platform.levels, undefined);
});
