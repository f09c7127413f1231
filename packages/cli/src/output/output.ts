/**
 * What a command says, and where: its result on standard output, words about it on standard error. A secret stands on
 * standard output alone. Nothing that came from the service reaches a terminal with its control characters.
 */
import picocolors from 'picocolors';
import type { Shell } from '../shell.ts';
import { CommandRefusal } from './command-refusal.ts';
import { safeJson, safeText } from './safe-text.ts';
import { alignedTable, type Column, type Emphasis, tabbedTable } from './table.ts';

/** A line of what is known of one thing: its label and its value. */
export type Fact = readonly [label: string, value: string | null];

export class Output {
  readonly #shell: Shell;
  /** Whether replies are written as JSON. Set once, before the command runs. */
  json = false;

  constructor(shell: Shell) {
    this.#shell = shell;
    // A reader that has seen enough closes the pipe. The write hears of it too, and says so where it matters.
    for (const stream of [shell.stdout, shell.stderr]) stream.on('error', () => undefined);
  }

  /** Whether standard output is a terminal. */
  get isTerminal(): boolean {
    return this.#shell.stdout.isTTY === true;
  }

  /** A reply of the API: as it is, or in words. */
  async reply(reply: unknown, inWords: () => string): Promise<void> {
    await this.#write(this.json ? `${safeJson(reply, 2)}\n` : inWords());
  }

  /** A reply of which `facts` are what people want to know. */
  async facts(reply: unknown, facts: readonly Fact[]): Promise<void> {
    await this.reply(reply, () => {
      if (!this.isTerminal) return facts.map(([label, value]) => `${label}\t${safeText(value ?? '')}\n`).join('');
      const widest = Math.max(...facts.map(([label]) => label.length));
      const { dim } = this.#emphasis();
      return facts.map(([label, value]) => `${dim(label.padEnd(widest))}  ${safeText(value ?? '—')}\n`).join('');
    });
  }

  /** A listing. */
  async table<Row>(reply: { readonly data: readonly Row[] }, columns: readonly Column<Row>[]): Promise<void> {
    await this.reply(reply, () =>
      this.isTerminal ? alignedTable(columns, reply.data, this.#emphasis()) : tabbedTable(columns, reply.data),
    );
  }

  /** One entry of a listing that goes on, without headings. */
  async entry<Row>(row: Row, columns: readonly Column<Row>[]): Promise<void> {
    const cells = () => columns.map(({ cell }) => safeText(cell(row) ?? (this.isTerminal ? '—' : '')));
    await this.#write(this.json ? `${safeJson(row, 0)}\n` : `${cells().join(this.isTerminal ? '  ' : '\t')}\n`);
  }

  /** A secret that is shown once, alone, or within its reply. Rejects where it could not be written. */
  async secret(secret: string, reply: unknown): Promise<void> {
    try {
      // Tokens are plain characters, which this leaves alone. What a service says is one may be anything.
      await this.reply(reply, () => `${safeText(secret)}\n`);
    } catch {
      const remedy = 'It cannot be shown again. Rotate the token, or revoke it and mint another.';
      throw new CommandRefusal('SECRET_LOST', 'The secret could not be written to standard output.', remedy);
    }
  }

  /** What was done, for people. */
  say(sentence: string): void {
    if (!this.json) this.#shell.stderr.write(`${safeText(sentence)}\n`);
  }

  /** What may go wrong soon. */
  warn(code: string, message: string): void {
    const line = this.json ? safeJson({ warning: { code, message } }, 0) : `keywright: ${safeText(message)}`;
    this.#shell.stderr.write(`${line}\n`);
  }

  /** Whole lines on standard output, such as a script. */
  async text(text: string): Promise<void> {
    await this.#write(text);
  }

  #emphasis(): Emphasis {
    const { NO_COLOR, TERM } = this.#shell.environment;
    const off = NO_COLOR !== undefined && NO_COLOR !== '';
    return picocolors.createColors(this.isTerminal && !off && TERM !== 'dumb');
  }

  #write(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#shell.stdout.write(text, (error) => (error ? reject(error) : resolve()));
    });
  }
}
