import { validationFailed } from './errors.ts';

const maximumCharacters = 128;

/** A name as it is stored: trimmed, 1 to 128 characters (code points), none of which controls how others are shown. Throws `VALIDATION_FAILED` for the field `path`. */
export function toName(name: string, path = 'name'): string {
  const trimmed = name.trim();
  const characters = [...trimmed].length;
  if (characters === 0) throw validationFailed({ path, code: 'REQUIRED', message: 'must not be blank.' });
  if (characters > maximumCharacters) {
    throw validationFailed({ path, code: 'TOO_LONG', message: `must have at most ${maximumCharacters} characters.` });
  }
  if (/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u.test(trimmed)) {
    const message = 'must hold no line breaks and no characters that change how others are shown.';
    throw validationFailed({ path, code: 'WRONG_FORMAT', message });
  }
  return trimmed;
}
