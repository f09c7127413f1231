/**
 * Collects what comes in one turn of the event loop and hands it over at its end. What is then done for all of it at once
 * costs less than what is done for each: asking freshness, and writing to sockets, since whoever is woken by the first answer
 * need not be woken by the next.
 */
export class Turn<T> {
  readonly #deliver: (items: readonly T[]) => void;
  #items: T[] = [];

  constructor(deliver: (items: readonly T[]) => void) {
    this.#deliver = deliver;
  }

  add(item: T): void {
    if (this.#items.length === 0) setImmediate(() => this.#end());
    this.#items.push(item);
  }

  #end(): void {
    const items = this.#items;
    this.#items = [];
    this.#deliver(items);
  }
}
