import { validationFailed } from '@keywright/contract';

/** A form’s fields. Throws `VALIDATION_FAILED` where one stands twice, as RFC 6749 §3.1 has it. */
export function parseForm(text: string): Readonly<Record<string, string>> {
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (fields.has(name)) {
      throw validationFailed({ path: name, code: 'REPEATED', message: 'stands in the form more than once.' });
    }
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}
