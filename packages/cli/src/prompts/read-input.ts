import { CommandRefusal } from '../output/command-refusal.ts';
import type { Shell } from '../shell.ts';

/** All of standard input as text, of at most `maximumBytes`. */
export async function readInput({ stdin }: Shell, maximumBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > maximumBytes)
      throw new CommandRefusal('USAGE', `Standard input holds more than ${maximumBytes} bytes.`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
