/** RFC 4648 §6 in lower case, without padding. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** ASCII text as base32. */
export function toBase32(text: string): string {
  let bits = 0;
  let held = 0;
  let digits = '';
  for (let index = 0; index < text.length; index += 1) {
    held = ((held << 8) | (text.charCodeAt(index) & 0xff)) & 0xffff;
    bits += 8;
    for (; bits >= 5; bits -= 5) digits += alphabet.charAt((held >> (bits - 5)) & 31);
  }
  return bits === 0 ? digits : digits + alphabet.charAt((held << (5 - bits)) & 31);
}

/** The text of base32 digits, or null where they are not exactly what `toBase32` makes of a text. */
export function fromBase32(digits: string): string | null {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const digit of digits) {
    const value = alphabet.indexOf(digit);
    if (value === -1) return null;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    text += String.fromCharCode((held >> bits) & 0xff);
  }
  return toBase32(text) === digits ? text : null;
}
