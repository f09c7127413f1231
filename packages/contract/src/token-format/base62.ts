/** The alphabet of secrets: digits, then upper case, then lower case. */
export const base62Alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `value` in base62, left-padded to `length` digits. `value` is a non-negative integer below 62 ** length. */
export function toBase62(value: number, length: number): string {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 62 ** length) {
    throw new RangeError(`${value} does not fit ${length} base62 digits`);
  }
  let rest = value;
  let digits = '';
  for (let position = 0; position < length; position += 1) {
    digits = base62Alphabet.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}
