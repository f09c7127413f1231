import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { PathSegment } from './platform-fault.ts';

/** 1-based line and column. */
export interface Position {
  line: number;
  column: number;
}

export interface Locator {
  /** Where the value at a path starts; where there is none, the last key on the way to it. */
  value(path: readonly PathSegment[]): Position;
  /** Where the key that names a path stands; of a list entry, the entry; of the whole, its start. */
  key(path: readonly PathSegment[]): Position;
}

/** Finds the place in the file from which a piece of the data came. An alias leads to the node that it stands for. */
export function createLocator(document: Document, lineCounter: LineCounter): Locator {
  const start = startOf(document.contents) ?? 0;
  const pairsOf = memoizedPairs();

  const walk = (path: readonly PathSegment[]): { key: number; value: number } => {
    let node: unknown = document.contents;
    let place = { key: start, value: start };
    for (const segment of path) {
      const found = step(isAlias(node) ? node.resolve(document) : node, segment, pairsOf);
      if (found === undefined) return { key: place.key, value: place.key };
      const value = startOf(found.value);
      const key = startOf(found.key) ?? value ?? place.key;
      place = { key, value: value ?? key };
      node = found.value;
    }
    return place;
  };

  return {
    value: (path) => positionAt(lineCounter, walk(path).value),
    key: (path) => positionAt(lineCounter, walk(path).key),
  };
}

/** The position of an offset into the text. An empty text has line 1 too. */
export function positionAt(lineCounter: LineCounter, offset: number): Position {
  const { line, col } = lineCounter.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

type PairsOf = (map: YAMLMap) => ReadonlyMap<string, Pair>;

function step(node: unknown, segment: PathSegment, pairsOf: PairsOf): { key?: unknown; value: unknown } | undefined {
  if (isMap(node)) return pairsOf(node).get(String(segment));
  if (!isSeq(node) || typeof segment !== 'number' || segment >= node.items.length) return undefined;
  return { value: node.items[segment] };
}

/** The pairs of a map by key, so that many faults in one long map do not each search it. */
function memoizedPairs(): PairsOf {
  const known = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  return (map) => {
    // Of several equal keys the last wins, as it does in the data.
    const pairs = known.get(map) ?? new Map(map.items.map((pair) => [nameOf(pair.key), pair]));
    known.set(map, pairs);
    return pairs;
  };
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
