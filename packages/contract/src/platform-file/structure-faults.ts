import { type Alias, type Document, isMap, isNode, isPair, isScalar, isSeq, visit, type YAMLMap } from 'yaml';
import { formatPath, type PathSegment, quoteName } from './platform-fault.ts';

/** How many aliases a platform file may have, so that a small file cannot stand for a large one. */
export const maximumAliases = 100;

/** How many nodes may lie around a collection: a valid file has eight at most, and recursion must end before the stack does. */
const maximumAncestors = 64;

/** A fault of YAML's structure, by its offset into the text. */
export interface StructureFault {
  offset: number;
  path: string;
  message: string;
  /** Whether no data can be made of the document as long as the fault is there. */
  blocks: boolean;
}

/** The nodes from the document down to the one that is meant, each within the one before. */
type Chain = readonly unknown[];

/**
 * What YAML's syntax allows and a platform file does not: duplicate keys, keys that are not text, nesting without end,
 * and aliases that are too many or lead nowhere.
 */
export function structureFaults(document: Document): StructureFault[] {
  const faults: StructureFault[] = [];
  const aliases: { alias: Alias; chain: Chain }[] = [];
  visit(document, {
    Collection(_, collection, ancestors) {
      const chain = [...ancestors, collection];
      if (chain.length > maximumAncestors) {
        faults.push({
          ...at(collection, pathOf(chain)),
          message: 'This is nested too deeply: flatten it',
          blocks: true,
        });
        return visit.SKIP;
      }
      if (isMap(collection)) for (const fault of keyFaults(collection, chain)) faults.push(fault);
      return undefined;
    },
    Alias(_, alias, ancestors) {
      if (aliases.length <= maximumAliases) aliases.push({ alias, chain: [...ancestors, alias] });
    },
  });

  // To resolve one alias is to walk the document, so the count comes first.
  const excess = aliases[maximumAliases];
  if (excess !== undefined) {
    const message = `There are more than ${maximumAliases} aliases: write the values out`;
    return [...faults, { ...at(excess.alias, pathOf(excess.chain)), message, blocks: true }];
  }
  return [...faults, ...aliases.flatMap(({ alias, chain }) => aliasFaults(document, alias, chain))];
}

function keyFaults(map: YAMLMap, chain: Chain): StructureFault[] {
  const faults: StructureFault[] = [];
  const seen = new Set<string>();
  for (const { key } of map.items) {
    if (!isScalar(key)) {
      const message = 'A key here is not plain text: write a name before the colon';
      faults.push({ ...at(key, pathOf(chain)), message, blocks: true });
      continue;
    }
    const name = String(key.value);
    if (seen.has(name)) {
      const message = `The key ${quoteName(name)} is here twice: remove one of the two or rename it`;
      faults.push({ ...at(key, [...pathOf(chain), name]), message, blocks: false });
    } else if (typeof key.value !== 'string') {
      const message = `The key ${quoteName(name)} is not text: put it in quotes`;
      faults.push({ ...at(key, [...pathOf(chain), name]), message, blocks: false });
    }
    seen.add(name);
  }
  return faults;
}

function aliasFaults(document: Document, alias: Alias, chain: Chain): StructureFault[] {
  const target = alias.resolve(document);
  const name = quoteName(alias.source);
  const place = { ...at(alias, pathOf(chain)), blocks: true };
  if (target === undefined) {
    return [
      { ...place, message: `The alias ${name} has no anchor before it: correct the name or write the value out` },
    ];
  }
  if (chain.includes(target)) {
    return [{ ...place, message: `The alias ${name} stands inside its own anchor: write the value out` }];
  }
  return [];
}

function at(node: unknown, path: readonly PathSegment[]): { offset: number; path: string } {
  return { offset: (isNode(node) ? node.range?.[0] : undefined) ?? 0, path: formatPath(path) };
}

function pathOf(chain: Chain): PathSegment[] {
  return chain.flatMap((node, position): PathSegment[] => {
    if (isPair(node)) return [isScalar(node.key) ? String(node.key.value) : '?'];
    const child = chain[position + 1];
    return isSeq(node) && child !== undefined ? [node.items.indexOf(child)] : [];
  });
}
