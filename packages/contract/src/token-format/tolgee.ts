import { fromBase32, toBase32 } from './base32.ts';
import { base32HexLayout, base62Layout } from './layouts.ts';
import type { TokenFormat, TokenParts } from './token.ts';

const maximumLength = 256;
const key = /^([0-9A-Za-z-]{1,64})_([a-z0-9]{8})([0-9A-Za-z]{43})$/;
const patBody = /^([0-9a-v]{8})([0-9a-v]{43})$/;

const keyHead = (brand: string) => `${brand}pak_`;
const patHead = (brand: string) => `${brand}pat_`;

/** What follows `head` in `token`; undefined where the token does not begin so or is longer than any token. */
function after(head: string, token: string): string | undefined {
  return token.startsWith(head) && token.length <= maximumLength ? token.slice(head.length) : undefined;
}

const innerOf = ({ projectId, prefix }: Omit<TokenParts, 'secret'>): string => `${projectId}_${prefix}`;

/**
 * Document 001’s. API keys: `<brand>pak_` and base32 of `<project id>_<prefix><secret>`, so that the project can be read
 * from the key. PATs: `<brand>pat_` and 51 characters of `0-9a-v`, 8 of them the public prefix.
 */
export const tolgee: TokenFormat = {
  name: 'tolgee',
  namesProject: true,
  layoutOf: (kind) => (kind === 'pat' ? base32HexLayout : base62Layout),
  publicPrefix: (brand, kind, prefix) => `${kind === 'pat' ? patHead(brand) : keyHead(brand)}${prefix}`,
  head: (brand, parts) => (parts.kind === 'pat' ? patHead(brand) + parts.prefix : keyHead(brand) + innerOf(parts)),
  format: (brand, parts) =>
    parts.kind === 'pat'
      ? patHead(brand) + parts.prefix + parts.secret
      : keyHead(brand) + toBase32(innerOf(parts) + parts.secret),
  parse(brand, kind, token) {
    if (kind === 'pat') {
      const [, prefix, secret] = patBody.exec(after(patHead(brand), token) ?? '') ?? [];
      return prefix === undefined || secret === undefined ? null : { kind, projectId: '', prefix, secret };
    }
    const [, projectId, prefix, secret] = key.exec(fromBase32(after(keyHead(brand), token) ?? '') ?? '') ?? [];
    return projectId === undefined || prefix === undefined || secret === undefined
      ? null
      : { kind, projectId, prefix, secret };
  },
};

/**
 * The project id that a `<brand>pak_` key names, read offline; null for any other string. Old keys of this shape, whose
 * inner key is not one of ours, name their project too.
 */
export function readProjectId(brand: string, token: string): string | null {
  const inner = fromBase32(after(keyHead(brand), token) ?? '') ?? '';
  const end = inner.indexOf('_');
  return end > 0 ? inner.slice(0, end) : null;
}
