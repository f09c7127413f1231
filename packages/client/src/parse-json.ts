/** The value of a JSON text; undefined for anything else, which is told as unreadable, whatever it is instead. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
