import { type Finding, quoteName } from './platform-fault.ts';
import { entriesOf, fieldOf, textsOf } from './tolerant-read.ts';

interface Visit {
  name: string;
  includes: readonly { text: string; index: number }[];
  next: number;
}

/**
 * The entries of `includes` that close a circle, in a map of roles or levels. Each is reported once, at the entry that
 * leads back, and without those entries no circle is left. A name that is not defined closes none.
 */
export function includeCycleFaults(map: 'roles' | 'levels', definitions: unknown): Finding[] {
  const includesOf = new Map(
    entriesOf(definitions).map(([name, entry]) => [name, textsOf(fieldOf(entry, 'includes'))]),
  );
  const findings: Finding[] = [];
  const done = new Set<string>();

  for (const start of includesOf.keys()) {
    // Depth first, with a stack of its own: the chain of includes may be longer than the call stack is deep.
    const stack: Visit[] = [];
    const open = new Set<string>();
    const enter = (name: string) => {
      stack.push({ name, includes: includesOf.get(name) ?? [], next: 0 });
      open.add(name);
    };
    if (!done.has(start)) enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const include = top.includes[top.next++];
      if (include === undefined) {
        done.add(top.name);
        open.delete(top.name);
        stack.pop();
      } else if (open.has(include.text)) {
        const circle = stack.slice(stack.findIndex((visit) => visit.name === include.text)).map((visit) => visit.name);
        findings.push({
          path: [map, top.name, 'includes', include.index],
          message: cycleMessage([...circle, include.text]),
          site: 'value',
        });
      } else if (includesOf.has(include.text) && !done.has(include.text)) {
        enter(include.text);
      }
    }
  }
  return findings;
}

/** The circle written out; of a long one, its ends. */
function cycleMessage(circle: readonly string[]): string {
  const shown = circle.length > 8 ? [...circle.slice(0, 4), '…', ...circle.slice(-3)] : circle;
  const [first, ...rest] = shown.map((name) => (name === '…' ? name : quoteName(name)));
  return `${first} includes ${rest.join(', which includes ')}: remove one of these`;
}
