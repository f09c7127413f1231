import type { FieldFault } from '@keywright/contract';

/** Whether a path, as `canonicalPath` of http/ writes it, is one that a pattern means. */
export type PathMatcher = (path: string) => boolean;

const placeholder = /^\{\w{1,64}\}$/;
/** What stands in the paths of an API as it is: no escapes, no separators of other parts, and nothing that paths resolve away. */
const literal = /^[\w~!$&'()+,;=:@.-]+$/;

/** Why a text is no pattern: a sentence for people; undefined where it is one. */
function faultOf(pattern: string): string | undefined {
  if (!pattern.startsWith('/')) return 'must begin with /.';
  const segments = pattern.slice(1).split('/');
  for (const [index, segment] of segments.entries()) {
    if (segment === '' && segments.length > 1) return 'must have no empty segment: no // and no / at its end.';
    if (segment === '.' || segment === '..') return 'must have no segment . or .., which paths never have.';
    if (segment.includes('*') && (segment !== '*' || index < segments.length - 1)) {
      return 'may have * as its whole last segment alone, where it stands for the rest of the path.';
    }
    if (/[{}]/.test(segment) && !placeholder.test(segment)) {
      return 'must have placeholders as whole segments, with a name of letters, digits and _: {project_id}.';
    }
    const isLiteral = segment !== '*' && segment !== '' && !placeholder.test(segment);
    if (isLiteral && !literal.test(segment)) {
      return 'must be written as paths are, in ASCII, without a query, spaces or %-escapes.';
    }
  }
  return undefined;
}

/** The fault of a pattern, if it has one. */
export function patternFault(pattern: string, path: string): FieldFault | undefined {
  const message = faultOf(pattern);
  return message === undefined ? undefined : { path, code: 'BAD_PATTERN', message };
}

function toSource(segment: string): string {
  if (segment === '*') return '.+';
  return placeholder.test(segment) ? '[^/]+' : segment.replaceAll(/[$()+.]/g, '\\$&');
}

/**
 * Compiles a pattern that has no fault: `{name}` is exactly one segment, whatever its name; `*`, the last segment, is the
 * rest, which is one character or more. Case does not count: to an API that ignores it a path in other case is the same one, and
 * a limit that counts more than was meant is the safe side of one that can be evaded. It is for limits, therefore, and not for
 * telling what may be done. Matching takes time linear in the path: no part of the expression can match in two ways.
 */
export function compilePattern(pattern: string): PathMatcher {
  const expression = new RegExp(`^${pattern.split('/').map(toSource).join('/')}$`, 'i');
  return (path) => expression.test(path);
}
