/** Longer than any word that somebody looks for, and shorter than any token. */
const longestWord = 32;

/**
 * What may be searched for: undefined for nothing, `token` where it looks like a whole token that was pasted. That is never
 * sent: addresses end up in histories and logs, and this would be where a secret gets into them.
 */
export function toSearch(text: string): string | undefined | 'token' {
  const trimmed = text.trim().slice(0, 100);
  if (trimmed === '') return undefined;
  return trimmed.split(/\s+/).some((word) => word.length > longestWord) ? 'token' : trimmed;
}
