/** Paths that are nearly those of an API: what attackers write to be read as something else. */
import fc from 'fast-check';

const oddities = [
  ...[
    '/',
    '//',
    '/./',
    '/../',
    '/..',
    '..',
    '.',
    ';',
    ';a=b',
    '\\',
    '%2f',
    '%2F',
    '%5c',
    '%2e',
    '%2E%2e',
    '%252e',
    '%252f',
  ],
  ...['%00', '%0a', '%20', '%3b', '%3f', '%23', '%25', '%', '%g1', '%c0%af', '%e2%88%95', '%ef%bc%8f', '%C3%9F'],
  ...[
    '?',
    '?x=/../',
    '#',
    '*',
    '**',
    '{id}',
    ':',
    '@',
    '~',
    '+',
    ',',
    '=',
    '&',
    '!',
    "'",
    '(',
    '|',
    '^',
    '"',
    '<',
    '[',
    'ß',
    'İ',
    'ſ',
  ],
] as const;

type Mutation = (path: string, at: number) => string;

const insert =
  (text: string): Mutation =>
  (path, at) =>
    path.slice(0, at) + text + path.slice(at);
const encode: Mutation = (path, at) =>
  `${path.slice(0, at)}%${(path.charCodeAt(at) & 0xff).toString(16).padStart(2, '0')}${path.slice(at + 1)}`;
const flipCase: Mutation = (path, at) => {
  const character = path[at] ?? '';
  const flipped = character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();
  return path.slice(0, at) + flipped + path.slice(at + 1);
};
const drop: Mutation = (path, at) => path.slice(0, at) + path.slice(at + 1);
const swapHalves: Mutation = (path, at) => path.slice(at) + path.slice(0, at);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...oddities).map(insert) },
  { weight: 3, arbitrary: fc.constant(encode) },
  { weight: 2, arbitrary: fc.constant(flipCase) },
  { weight: 1, arbitrary: fc.constant(drop) },
  { weight: 1, arbitrary: fc.constant(swapHalves) },
);

/** Where a change is made: anywhere, or at a slash, where most of what servers disagree on happens. */
const place = fc.oneof(
  fc.nat(1000).map((at) => (path: string) => at % (path.length + 1)),
  fc.nat(20).map((nth) => (path: string) => {
    const slashes = [...path].flatMap((character, index) => (character === '/' ? [index] : []));
    return slashes[nth % Math.max(1, slashes.length)] ?? 0;
  }),
);

/** A path of `bases`, or one that up to four changes were made to. Printable Latin-1, so that clients can send it. */
export const oddPath = (bases: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...bases), fc.array(fc.tuple(mutation, place), { maxLength: 4 }))
    .map(([base, changes]) => {
      const path = changes.reduce((text, [mutate, at]) => mutate(text, at(text)), base);
      return `/${path.replace(/^\//, '')}`;
    })
    .filter((path) => /^[\u0021-\u00ff]*$/.test(path) && !path.includes('#'));
