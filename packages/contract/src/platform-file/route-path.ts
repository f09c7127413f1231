/** One segment of a route’s path: its text as it is compared, a placeholder for any one segment, or the rest. */
export type RouteSegment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'placeholder'; readonly name: string }
  | { readonly kind: 'rest' };

/** What a route’s path says, or why it says nothing: a sentence without a full stop. */
export type ReadRoutePath =
  | { readonly ok: true; readonly segments: readonly RouteSegment[] }
  | { readonly ok: false; readonly fault: string };

const placeholder = /^\{(\w{1,64})\}$/;
/** What stands in paths as it is, and that no server resolves away or takes for the end of a segment. */
const literal = /^[\w~!$&'()+,=:@.-]+$/;

/**
 * Reads the path of a gate’s route: literal segments, `{name}` for exactly one segment, and `**` as the whole last segment
 * for this path and all below it. A slash at its end is part of it: `/keys/` is another path than `/keys`.
 */
export function readRoutePath(path: string): ReadRoutePath {
  if (!path.startsWith('/')) return { ok: false, fault: 'A path begins with "/": add it' };
  const texts = path.slice(1).split('/');
  const segments: RouteSegment[] = [];
  for (const [index, text] of texts.entries()) {
    const isLast = index === texts.length - 1;
    const segment = readSegment(text, isLast);
    if (typeof segment === 'string') return { ok: false, fault: segment };
    segments.push(segment);
  }
  const names = segments.flatMap((segment) => (segment.kind === 'placeholder' ? [segment.name] : []));
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    return { ok: false, fault: `The placeholder {${twice}} is here twice: rename one of the two` };
  return { ok: true, segments };
}

function readSegment(text: string, isLast: boolean): RouteSegment | string {
  if (text === '' && !isLast) return 'A path has no empty segment: remove one of the two slashes';
  if (text === '') return { kind: 'literal', text };
  if (text === '**') return isLast ? { kind: 'rest' } : '"**" stands for the rest of the path: put it last';
  if (text === '.' || text === '..')
    return `A path has no segment ${text}, which is refused before any route is looked for`;
  const name = placeholder.exec(text)?.[1];
  if (name !== undefined) return { kind: 'placeholder', name };
  if (/[{}*]/.test(text)) return 'Placeholders are whole segments, as {project_id}, and "**" is the whole last one';
  if (!literal.test(text)) return 'A path is written in ASCII without a query, spaces, ";" and %-escapes';
  return { kind: 'literal', text };
}

/** The names of a path’s placeholders; none of one that cannot be read. */
export function placeholdersOf(path: string): readonly string[] {
  const read = readRoutePath(path);
  if (!read.ok) return [];
  return read.segments.flatMap((segment) => (segment.kind === 'placeholder' ? [segment.name] : []));
}
