/** Digits, upper case, lower case: the alphabet of most secrets. */
export const base62Alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** RFC 4648 base32hex in lower case, which Tolgee’s PATs are written in. */
export const base32HexAlphabet = '0123456789abcdefghijklmnopqrstuv';

/** `value` as `length` digits of `alphabet`, left-padded. A non-negative integer below `alphabet.length ** length`. */
export function toDigits(value: number, alphabet: string, length: number): string {
  const base = alphabet.length;
  if (!Number.isSafeInteger(value) || value < 0 || value >= base ** length) {
    throw new RangeError(`${value} does not fit ${length} digits of base ${base}`);
  }
  let rest = value;
  let digits = '';
  for (let position = 0; position < length; position += 1) {
    digits = alphabet.charAt(rest % base) + digits;
    rest = Math.floor(rest / base);
  }
  return digits;
}
