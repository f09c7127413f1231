import fc from 'fast-check';
import type { CredentialKind, TokenFormat, TokenParts } from './token.ts';

/** Text of exactly `length` characters of `alphabet`. */
export const textOf = (alphabet: string, length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });

/** Parts as this format could have laid them out: prefix and secret of its alphabets and lengths. */
export function partsOf(format: TokenFormat, kind: CredentialKind): fc.Arbitrary<TokenParts> {
  const layout = format.layoutOf(kind);
  const { prefixAlphabet, prefixLength, secretAlphabet, randomLength, sealLength, checkLength } = layout;
  const projectId = textOf('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 26);
  const fields = {
    kind: fc.constant(kind),
    projectId: format.namesProject && kind === 'api-key' ? projectId : fc.constant(''),
    prefix: textOf(prefixAlphabet, prefixLength),
    secret: textOf(secretAlphabet, randomLength + sealLength + checkLength),
  };
  return fc.record(fields, { noNullPrototype: true });
}
