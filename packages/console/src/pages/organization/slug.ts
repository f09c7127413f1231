/** As the contract bounds it. */
export const longestSlug = 64;

/** A slug that fits a name, to begin with; empty where nothing of the name can be in one. */
export function toSlug(name: string): string {
  const letters = name.normalize('NFKD').replaceAll(/\p{Mark}/gu, '');
  const dashed = letters.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return dashed.slice(0, longestSlug).replaceAll(/^-+|-+$/g, '');
}
