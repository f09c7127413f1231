import type { CredentialKind, TokenFormat, TokenParts } from './token.ts';

const words: Record<CredentialKind, string> = { pat: 'pat', 'api-key': 'ak' };
const kinds = new Map<string, CredentialKind>([
  ['pat', 'pat'],
  ['ak', 'api-key'],
]);
const shape = /^([a-z][a-z0-9]{1,15})_(ak|pat)_([a-z0-9]{8})\.([0-9A-Za-z]{43})$/;

function publicPrefix(brand: string, kind: CredentialKind, prefix: string): string {
  return `${brand}_${words[kind]}_${prefix}`;
}

/** The default format: `<brand>_<ak|pat>_<8-character prefix>.<43-character secret>`. */
export const split: TokenFormat = {
  name: 'split',
  publicPrefix,
  head: (brand, kind, prefix) => `${publicPrefix(brand, kind, prefix)}.`,
  format: (brand, { kind, prefix, secret }) => `${publicPrefix(brand, kind, prefix)}.${secret}`,
  parse(brand: string, token: string): TokenParts | null {
    const [, tokenBrand, word = '', prefix = '', secret = ''] = shape.exec(token) ?? [];
    const kind = kinds.get(word);
    return tokenBrand === brand && kind !== undefined ? { kind, prefix, secret } : null;
  },
};
