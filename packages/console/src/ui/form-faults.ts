import { KeywrightError } from '@keywright/client';

/** What a refused form is told: faults at their inputs, and an error for what belongs to none of them. */
export interface FormFaults {
  readonly fields: Readonly<Record<string, string>>;
  readonly rest: unknown;
}

/** `must lie in the future.` reads as a sentence at an input. */
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Places a refusal’s `VALIDATION_FAILED` fields at a form’s inputs. A path such as `scopes[2]` belongs to `scopes`. Where a
 * field is no input of the form, the whole error is left over as `rest`, so that nothing is told nowhere.
 */
export function placeFaults(error: unknown, inputs: readonly string[]): FormFaults {
  if (!(error instanceof KeywrightError) || error.fields.length === 0) return { fields: {}, rest: error };
  const fields: Record<string, string> = {};
  let rest: unknown = null;
  for (const { path, message } of error.fields) {
    const name = path.split(/[.[]/, 1)[0] ?? '';
    if (inputs.includes(name)) fields[name] = [fields[name], sentence(message)].filter(Boolean).join(' ');
    else rest = error;
  }
  return { fields, rest };
}
