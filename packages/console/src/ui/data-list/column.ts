import type { ReactNode } from 'react';

/** A column of a listing, and how a card on a phone shows it. */
export interface Column<T> {
  readonly id: string;
  readonly header: string;
  /** A track of the grid, such as `minmax(12rem, 2fr)`. */
  readonly width: string;
  cell(item: T): ReactNode;
  /** Left out where the list is narrower than this, in pixels. */
  readonly hideBelowPx?: number;
  /** How a card on a phone shows it: as its heading, beside that, as a named line (the default), or not at all. */
  readonly onCard?: 'title' | 'aside' | 'line' | 'none';
}
