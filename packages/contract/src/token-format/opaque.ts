import { base62Alphabet } from './alphabet.ts';
import { base62Layout } from './layouts.ts';
import type { TokenFormat, TokenLayout } from './token.ts';

/** 12 characters that are stored and shown, then a secret of 52 with 244 random bits. */
const layout: TokenLayout = { ...base62Layout, prefixAlphabet: base62Alphabet, prefixLength: 12, randomLength: 41 };
const shape = /^([a-z][a-z0-9]{1,15})_([0-9A-Za-z]{12})([0-9A-Za-z]{52})$/;

/** Document 004’s: `<brand>_` and 64 letters and digits, of which the first 12 are the public prefix. */
export const opaque: TokenFormat = {
  name: 'opaque',
  namesProject: false,
  layoutOf: () => layout,
  publicPrefix: (brand, _kind, prefix) => `${brand}_${prefix}`,
  head: (brand, { prefix }) => `${brand}_${prefix}`,
  format: (brand, { prefix, secret }) => `${brand}_${prefix}${secret}`,
  parse(brand, kind, token) {
    const [, tokenBrand, prefix = '', secret = ''] = shape.exec(token) ?? [];
    return tokenBrand === brand ? { kind, projectId: '', prefix, secret } : null;
  },
};
