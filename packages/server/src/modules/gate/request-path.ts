/** A path that every server reads alike, or why it is none: a sentence for whoever sent it. */
export type ReadPath =
  | {
      readonly ok: true;
      /** Decoded. Empty segments stand at the end alone. */
      readonly segments: readonly string[];
      /** The same path in the one way that rules and the audit log see it. */
      readonly canonical: string;
    }
  | { readonly ok: false; readonly fault: string };

const longestPath = 4096;
/** The characters of RFC 3986 §3.3 in a path, without `;`, after which some servers cut a segment off. */
const plainPath = /^[\w~!$&'()*+,=:@./%-]*$/;
/** What ends or parts a segment for some servers once it is decoded, and what no segment holds: `/ \ ;` and control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const parting = /[/\\;\u0000-\u001f\u007f]/;
/** What a server that decodes once more would read as something else. */
const encodedAgain = /%[0-9a-f]{2}/i;

const refuse = (fault: string): ReadPath => ({ ok: false, fault });

/**
 * Reads the path of a request that is for another server, from the URL as it was received. Each segment is decoded once.
 * What servers are known to read in different ways is refused and never mended: `//`, `.` and `..`, `;`, `\`, encoded
 * slashes, double encoding, bytes that are no UTF-8. Such a path means what its upstream takes it for, which cannot be known here.
 */
export function readPath(url: string): ReadPath {
  const path = url.split('?', 1)[0] ?? '';
  if (!path.startsWith('/')) return refuse('A path begins with a slash.');
  if (path.length > longestPath) return refuse(`A path has at most ${longestPath} characters.`);
  if (!plainPath.test(path)) return refuse('A path holds a character that must be encoded, or a ";".');
  const segments: string[] = [];
  const texts = path.slice(1).split('/');
  for (const [index, text] of texts.entries()) {
    if (text === '' && index < texts.length - 1) return refuse('A path has no empty segment.');
    const isEncoded = text.includes('%');
    const segment = isEncoded ? decode(text) : text;
    if (segment === undefined) return refuse('A path holds an escape that is none, or bytes that are no UTF-8.');
    if (segment === '.' || segment === '..') return refuse('A path has no segment "." or "..", however it is written.');
    if (isEncoded) {
      if (parting.test(segment)) return refuse('A path holds no encoded slash, backslash, ";" or control character.');
      if (encodedAgain.test(segment)) return refuse('A path is encoded once.');
    }
    segments.push(segment);
  }
  return {
    ok: true,
    segments,
    canonical: path.includes('%') ? `/${segments.map(encodeURIComponent).join('/')}` : path,
  };
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
