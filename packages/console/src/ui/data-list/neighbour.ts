/** Where an arrow key, Home or End leads from a control in a row: a row’s index, and which of its controls. */
export function neighbour(
  key: string,
  from: EventTarget | null,
  count: number,
): { readonly index: number; readonly control: number } | undefined {
  if (!(from instanceof Element)) return undefined;
  const row = from.closest<HTMLElement>('[data-index]');
  if (row === null) return undefined;
  const index = Number(row.dataset.index);
  const control = [...row.querySelectorAll('a[href], button')].indexOf(from);
  const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: count - 1 }[key];
  if (to === undefined || control === -1) return undefined;
  return { index: Math.min(Math.max(to, 0), count - 1), control };
}
