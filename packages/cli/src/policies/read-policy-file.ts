import { closeSync, openSync, readSync } from 'node:fs';
import { operations } from '@keywright/contract';
import { Check, Errors } from 'typebox/value';
import { parseAllDocuments } from 'yaml';
import { CommandRefusal } from '../output/command-refusal.ts';
import { readInput } from '../prompts/read-input.ts';
import type { Shell } from '../shell.ts';
import type { PolicyBody } from './policy.ts';

/** Longer than any file of policies. */
const maximumBytes = 1_048_576;

/** The policies of a file, or of standard input where it is `-`. All of them are checked before any is applied. */
export async function readPolicyFile(shell: Shell, file: string): Promise<readonly PolicyBody[]> {
  return parsePolicies(file === '-' ? await readInput(shell, maximumBytes) : readText(file));
}

/** YAML or JSON: one policy, a list of them, or several documents. Their names are different ones. */
export function parsePolicies(text: string): readonly PolicyBody[] {
  const policies = parseAllDocuments(text)
    .flatMap((document) => {
      const [fault] = document.errors;
      if (fault !== undefined) throw new CommandRefusal('USAGE', `The file is not YAML or JSON: ${fault.message}`);
      const value: unknown = document.toJS({ maxAliasCount: 100 });
      return Array.isArray(value) ? value : [value];
    })
    .filter((value) => value !== null)
    .map(toPolicy);
  const names = policies.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw new CommandRefusal('USAGE', `Two policies of the file are called ${twice}.`);
  if (policies.length === 0) throw new CommandRefusal('USAGE', 'The file holds no policy.');
  return policies;
}

function toPolicy(value: unknown, place: number): PolicyBody {
  const schema = operations.createRateLimitPolicy.body;
  if (Check(schema, value)) return { ...value, name: value.name.trim() };
  const [fault] = Errors(schema, value);
  const where = `policy ${place + 1}${fault?.instancePath ?? ''}`;
  throw new CommandRefusal('USAGE', `The file is not a policy: ${where} ${fault?.message ?? 'is not one'}.`);
}

/**
 * A pipe or a device says nothing of its length, so that it is the reading that is bounded. Synchronous, since nothing of it may
 * be left under way: a read that waits for a pipe would keep the refused command from ending.
 */
function readText(file: string): string {
  const bytes = Buffer.alloc(maximumBytes + 1);
  let length = 0;
  try {
    const descriptor = openSync(file, 'r');
    try {
      let more: number;
      do {
        more = readSync(descriptor, bytes, length, bytes.length - length, null);
        length += more;
      } while (more > 0 && length < bytes.length);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be read';
    throw new CommandRefusal('USAGE', `The file cannot be read: ${why}`);
  }
  if (length <= maximumBytes) return bytes.toString('utf8', 0, length);
  throw new CommandRefusal('USAGE', `The file holds more than ${maximumBytes} bytes.`);
}
