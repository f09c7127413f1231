/** Controls and what turns text around, except the joiners that scripts and emoji are written with. */
const unsafe = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const unsafeInJson = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

const codePointOf = (character: string): number => character.codePointAt(0) ?? 0;

/**
 * Text of others, made safe for a terminal and for one cell of a line: what could move the cursor, recolour, retitle, or turn
 * text around is written out as `\u{1b}`.
 */
export function safeText(text: string): string {
  return text.replaceAll(unsafe, (character) => `\\u{${codePointOf(character).toString(16)}}`);
}

/** A JSON document of the same value in which no control character of any kind stands as itself. */
export function safeJson(value: unknown, indent: number): string {
  return JSON.stringify(value, null, indent).replaceAll(unsafeInJson, escapeUnits);
}

function escapeUnits(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
