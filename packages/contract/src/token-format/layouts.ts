import { base32HexAlphabet, base62Alphabet } from './alphabet.ts';
import type { TokenLayout } from './token.ts';

/** 43 characters: 190 random bits, a seal of 29.8 bits, CRC-32. */
export const base62Layout: TokenLayout = {
  prefixAlphabet: 'abcdefghijklmnopqrstuvwxyz0123456789',
  prefixLength: 8,
  secretAlphabet: base62Alphabet,
  randomLength: 32,
  sealLength: 5,
  checkLength: 6,
};

/** 43 characters of 5 bits: 150 random bits, a seal of 30 bits, CRC-32. */
export const base32HexLayout: TokenLayout = {
  prefixAlphabet: base32HexAlphabet,
  prefixLength: 8,
  secretAlphabet: base32HexAlphabet,
  randomLength: 30,
  sealLength: 6,
  checkLength: 7,
};
