import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CommandRefusal } from '../output/command-refusal.ts';
import type { Shell } from '../shell.ts';

/** Asks for a line on the terminal. */
export function ask(shell: Shell, question: string): Promise<string> {
  return askLine(shell, question, shell.stderr);
}

/** Asks for a line that does not show while it is typed. */
export async function askHidden(shell: Shell, question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const answer = await askLine(shell, question, nowhere);
  shell.stderr.write('\n');
  return answer;
}

function askLine({ stdin, stderr }: Shell, question: string, echo: Writable): Promise<string> {
  return new Promise((resolve, reject) => {
    // The terminal stops echoing before the question is asked, so that nothing typed after it shows.
    const line = createInterface({ input: stdin, output: echo, terminal: true, historySize: 0 });
    const giveUp = () => {
      stderr.write('\n');
      reject(new CommandRefusal('INTERRUPTED', 'Interrupted: nothing was changed.'));
    };
    line.once('close', giveUp);
    line.once('SIGINT', () => line.close());
    line.once('line', (answer) => {
      line.off('close', giveUp);
      line.close();
      resolve(answer);
    });
    if (echo === stderr) line.setPrompt(question);
    else stderr.write(question);
    line.prompt();
  });
}
