import { type Document, LineCounter, parseDocument, type YAMLError } from 'yaml';
import { createLocator, type Locator, positionAt } from './locate.ts';
import type { PlatformFault } from './platform-fault.ts';
import { maximumAliases, structureFaults } from './structure-faults.ts';

/** The largest platform file, in bytes of UTF-8: 1 MiB. */
export const maximumBytes = 1024 * 1024;

/** What a text holds: always its faults so far, and its data unless those faults keep it from being read. */
export interface YamlReading {
  faults: PlatformFault[];
  content?: { value: unknown; locator: Locator };
}

/** Reads one YAML 1.2 document (core schema; merge keys are ordinary keys). Never throws, whatever the text. */
export function readYaml(text: string): YamlReading {
  if (text.length > maximumBytes || new TextEncoder().encode(text).length > maximumBytes) {
    return whole(`The file is larger than ${maximumBytes} bytes (1 MiB): shorten it`);
  }
  const lineCounter = new LineCounter();
  // Equal keys are left to the structure check, which names the key. Tags beyond the core schema come as warnings.
  const document = parseDocument(text, {
    version: '1.2',
    merge: false,
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter,
  });
  const syntax = [...document.errors, ...document.warnings];
  if (syntax.length > 0) {
    // What the parser made of a broken document is a guess: faults in it would be faults of the guess.
    return {
      faults: syntax.map((error) => ({ ...positionAt(lineCounter, error.pos[0]), path: '', message: explain(error) })),
    };
  }
  if (document.contents === null) return whole('The file is empty: describe a platform in it');

  const structure = structureFaults(document);
  const faults = structure.map(({ offset, path, message }) => ({ ...positionAt(lineCounter, offset), path, message }));
  if (structure.some((fault) => fault.blocks)) return { faults };

  const value = toData(document);
  if (value === undefined) return whole('The aliases of this file multiply too much: write the values out');
  return { faults, content: { value: value.data, locator: createLocator(document, lineCounter) } };
}

function toData(document: Document): { data: unknown } | undefined {
  try {
    // This count includes the anchor.
    return { data: document.toJS({ maxAliasCount: maximumAliases + 1 }) };
  } catch (error) {
    // The only refusal left: aliases within aliases that would expand beyond the bound.
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

function whole(message: string): YamlReading {
  return { faults: [{ line: 1, column: 1, path: '', message }] };
}

function explain(error: YAMLError): string {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'This line is indented with a tab: indent it with spaces';
    case 'MULTIPLE_DOCS':
      return 'A second document starts here: a platform file is one document, so remove this line and what follows';
    case 'RESOURCE_EXHAUSTION':
      return 'This is nested too deeply: flatten it';
    case 'TAG_RESOLVE_FAILED':
      return 'This tag is not one that a platform file knows: remove it';
    case 'BAD_SCALAR_START':
      return `${withoutStop(error.message)}: put the value in quotes`;
    default:
      return `This is not valid YAML: ${withoutStop(error.message)}`;
  }
}

function withoutStop(message: string): string {
  return message.replace(/\.$/, '');
}
