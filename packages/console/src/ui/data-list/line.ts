import type { ReactNode } from 'react';
import type { Column } from './column.ts';

/** What the frame of a listing is given, table or cards. */
export interface FrameProps {
  readonly label: string;
  readonly columns: readonly Pick<Column<never>, 'id' | 'header'>[];
  readonly tracks: string;
  /** With the header; -1 where it is not known yet. */
  readonly rowCount: number;
  readonly heightPx: number;
  readonly children: ReactNode;
}

/** What a line of a listing is given, row or card. */
export interface LineProps<T> {
  readonly measure: (element: Element | null) => void;
  readonly index: number;
  /** In pixels from the top of the list. */
  readonly top: number;
  readonly item: T;
  readonly columns: readonly Column<T>[];
  readonly tracks: string;
  readonly faint: boolean;
}
