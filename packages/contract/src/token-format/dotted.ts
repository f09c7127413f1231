import { base62Layout } from './layouts.ts';
import type { TokenFormat, TokenLayout } from './token.ts';

const layout: TokenLayout = {
  ...base62Layout,
  prefixAlphabet: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  prefixLength: 12,
};
const shape = /^([A-Z0-9]{12})\.([0-9A-Za-z]{43})$/;

/** Document 003’s: `<12-character prefix>.<43-character secret>`, without a brand. */
export const dotted: TokenFormat = {
  name: 'dotted',
  namesProject: false,
  layoutOf: () => layout,
  publicPrefix: (_brand, _kind, prefix) => prefix,
  head: (_brand, { prefix }) => `${prefix}.`,
  format: (_brand, { prefix, secret }) => `${prefix}.${secret}`,
  parse(_brand, kind, token) {
    const [, prefix, secret] = shape.exec(token) ?? [];
    return prefix === undefined || secret === undefined ? null : { kind, projectId: '', prefix, secret };
  },
};
