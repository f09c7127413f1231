import { base62Layout } from './layouts.ts';
import type { CredentialKind, TokenFormat } from './token.ts';

const words: Record<CredentialKind, string> = { pat: 'pat', 'api-key': 'ak' };
const shape = /^([a-z][a-z0-9]{1,15})_(ak|pat)_([a-z0-9]{8})\.([0-9A-Za-z]{43})$/;

function publicPrefix(brand: string, kind: CredentialKind, prefix: string): string {
  return `${brand}_${words[kind]}_${prefix}`;
}

/** The default format: `<brand>_<ak|pat>_<8-character prefix>.<43-character secret>`. */
export const split: TokenFormat = {
  name: 'split',
  namesProject: false,
  layoutOf: () => base62Layout,
  publicPrefix,
  head: (brand, { kind, prefix }) => `${publicPrefix(brand, kind, prefix)}.`,
  format: (brand, { kind, prefix, secret }) => `${publicPrefix(brand, kind, prefix)}.${secret}`,
  parse(brand, kind, token) {
    const [, tokenBrand, word, prefix = '', secret = ''] = shape.exec(token) ?? [];
    return tokenBrand === brand && word === words[kind] ? { kind, projectId: '', prefix, secret } : null;
  },
};
