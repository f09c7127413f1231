import type { TSchema } from 'typebox';
import type { TLocalizedValidationError } from 'typebox/error';
import { Settings } from 'typebox/system';
import { Value } from 'typebox/value';
import { gateNames } from './gate-section.ts';
import { nearestName } from './nearest-name.ts';
import { type Finding, type PathSegment, quoteName } from './platform-fault.ts';
import { legacyFormat, platformNames, tokenFormatNames } from './platform-file.ts';
import { entriesOf, fieldOf } from './tolerant-read.ts';

/** Everything in `value` that the schema refuses, each in a sentence that says what to do. */
export function schemaFaults(schema: TSchema, value: unknown): Finding[] {
  return everyError(schema, value).flatMap((error) => explain(schema, value, error));
}

/** TypeBox stops at a number of errors that is a setting of the process: it is lifted for this one synchronous call. */
function everyError(schema: TSchema, value: unknown): TLocalizedValidationError[] {
  const { maxErrors } = Settings.Get();
  Settings.Set({ maxErrors: Number.MAX_SAFE_INTEGER });
  try {
    return Value.Errors(schema, value);
  } finally {
    Settings.Set({ maxErrors });
  }
}

function explain(root: TSchema, value: unknown, error: TLocalizedValidationError): Finding[] {
  const path = segmentsOf(value, error.instancePath);
  const here = (message: string): Finding[] => [{ path, message, site: 'value' }];
  switch (error.keyword) {
    case 'boolean':
      // An undeclared key; `additionalProperties` on the map around it says so too, and knows the keys that are declared.
      return [];
    case 'additionalProperties':
      return error.params.additionalProperties.map((key) => unknownKey(schemaAt(root, path), path, key));
    case 'required':
      return error.params.requiredProperties.map((key) => {
        const message = `The key ${quoteName(key)} is missing${path.length > 0 ? ' here' : ''}: add it`;
        return { path: [...path, key], message, site: 'parent' };
      });
    case 'type':
      return here(`This must be ${typeWords(error.params.type)}`);
    case 'enum':
      return here(enumWords(valueAt(value, path), error.params.allowedValues));
    case 'pattern':
      return here(`This must be ${patternWords(String(error.params.pattern))}`);
    case 'minimum':
      return here(`This must be at least ${error.params.limit}`);
    case 'maximum':
      return here(`This must be at most ${error.params.limit}`);
    case 'minLength':
      return here('This is empty: write something');
    case 'maxLength':
      return here(`This must be at most ${error.params.limit} characters long`);
    case 'maxItems':
    case 'maxProperties':
      return here(`This must have at most ${error.params.limit} entries`);
    case 'minProperties':
      return here(`This must have at least ${error.params.limit} ${error.params.limit === 1 ? 'entry' : 'entries'}`);
    default:
      return here(`This ${error.message}`);
  }
}

function unknownKey(schema: unknown, path: readonly PathSegment[], key: string): Finding {
  const site = { path: [...path, key], site: 'key' } as const;
  const [named] = entriesOf(fieldOf(schema, 'patternProperties'));
  if (named !== undefined) return { ...site, message: `The name ${quoteName(key)} must be ${patternWords(named[0])}` };

  const known = entriesOf(fieldOf(schema, 'properties')).map(([name]) => name);
  const nearest = nearestName(key, known);
  const advice =
    nearest === undefined ? `the keys here are ${known.join(', ')}` : `did you mean ${quoteName(nearest)}?`;
  return { ...site, message: `There is no key ${quoteName(key)}: ${advice}` };
}

function typeWords(type: string | string[]): string {
  const words: Record<string, string> = {
    object: 'a map',
    array: 'a list',
    string: 'text: write it, in quotes if it looks like a number or a word of YAML’s own',
    integer: 'a whole number',
    boolean: 'true or false',
  };
  return [type]
    .flat()
    .map((name) => words[name] ?? name)
    .join(' or ');
}

function enumWords(actual: unknown, allowed: readonly unknown[]): string {
  const words = `one of: ${allowed.join(', ')}`;
  // Whoever writes `legacy` where tokens are minted has read of it where they are accepted.
  const isMisplaced = actual === legacyFormat && tokenFormatNames.every((name) => allowed.includes(name));
  return isMisplaced
    ? `Keys of the format ${legacyFormat} are accepted, never minted: this must be ${words}`
    : `This must be ${words}`;
}

function patternWords(pattern: string): string {
  const name = Object.values({ ...platformNames, ...gateNames }).find((each) => each.pattern === pattern);
  return name?.words ?? `text that matches ${pattern}`;
}

function valueAt(root: unknown, path: readonly PathSegment[]): unknown {
  return path.reduce((value, segment) => {
    return Array.isArray(value) ? value[Number(segment)] : fieldOf(value, String(segment));
  }, root);
}

/** The schema that governs the data at a path, as far as objects, records and lists go. */
function schemaAt(root: unknown, path: readonly PathSegment[]): unknown {
  return path.reduce((schema: unknown, segment) => {
    if (typeof segment === 'number') return fieldOf(schema, 'items');
    const declared = fieldOf(fieldOf(schema, 'properties'), segment);
    return declared ?? entriesOf(fieldOf(schema, 'patternProperties'))[0]?.[1];
  }, root);
}

/** A JSON Pointer as segments: those into lists as numbers, which only the data can tell. */
function segmentsOf(root: unknown, pointer: string): PathSegment[] {
  let value = root;
  return pointer
    .split('/')
    .slice(1)
    .map((escaped) => {
      const key = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
      const segment = Array.isArray(value) ? Number(key) : key;
      value = Array.isArray(value) ? value[Number(key)] : fieldOf(value, key);
      return segment;
    });
}
