import type { TokenCodec } from './token-codec.ts';

/** No token is shorter. */
const shortestToken = 30;
/** Nothing that belongs in a path has so many letters and digits in a row, and every secret has. */
const longRun = /[A-Za-z0-9]{32,}/g;

/**
 * A path without whatever in it is a token of this instance, whole, mistyped or with something around it: somebody will put
 * one where an id belongs, and the path is written to the audit log.
 */
export function concealTokens(codec: Pick<TokenCodec, 'read'>, path: string): string {
  if (!hasLongSegment(path)) return path;
  return path
    .split('/')
    .map((segment) => (segment.length >= shortestToken ? conceal(codec, segment) : segment))
    .join('/');
}

/** Without making the segments: this is asked of every path that is written to the log. */
function hasLongSegment(path: string): boolean {
  for (let from = 0; path.length - from >= shortestToken; ) {
    const slash = path.indexOf('/', from);
    if (slash === -1 || slash - from >= shortestToken) return true;
    from = slash + 1;
  }
  return false;
}

function conceal(codec: Pick<TokenCodec, 'read'>, segment: string): string {
  const decoded = decode(segment);
  if (codec.read(decoded) !== null) return '[token]';
  return decoded.search(longRun) === -1
    ? segment
    : encodeURIComponent(decoded.replaceAll(longRun, '\0')).replaceAll('%00', '[token]');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
