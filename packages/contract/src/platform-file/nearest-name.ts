/** A file that defines more names than this is refused on that account; to compare them all would take minutes. */
const maximumCandidates = 1000;

/**
 * The candidate that `name` was most likely meant to be, or undefined when none is close. Close means: at most one edit
 * per three characters, and never more than three. Case is not an edit, since that is the commonest slip of all. Of
 * equally close candidates, the first wins. Among more than 1,000 none is looked for.
 */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length > maximumCandidates) return undefined;
  const wanted = name.toLowerCase();
  let nearest: string | undefined;
  let bound = Math.min(3, Math.max(1, Math.floor(name.length / 3))) + 1;
  for (const candidate of candidates) {
    // What differs more in length than in edits allowed cannot be close, and the distance costs a product of lengths.
    if (Math.abs(candidate.length - name.length) >= bound) continue;
    const edits = editDistance(wanted, candidate.toLowerCase());
    if (edits < bound) {
      nearest = candidate;
      bound = edits;
    }
  }
  return nearest;
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b` (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substituted = at(last, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
          ? at(beforeLast, column - 2) + 1
          : Number.POSITIVE_INFINITY;
      current.push(Math.min(at(last, column) + 1, at(current, column - 1) + 1, substituted, swapped));
    }
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
