import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { Card, Cards } from './cards.tsx';
import type { Column } from './column.ts';
import { neighbour } from './neighbour.ts';
import { Row, Table } from './table.tsx';

export interface DataListProps<T> {
  /** What it lists, for screen readers. */
  readonly label: string;
  readonly items: readonly T[];
  readonly columns: readonly Column<T>[];
  keyOf(item: T): string;
  /** Ended things step back. */
  isFaint?(item: T): boolean;
  /** Whether the listing goes on, and how to ask for more: called as its end comes near. */
  readonly hasMore?: boolean;
  readonly onEndReached?: () => void;
}

const rowPx = 61;
const cardPx = 168;
/** Narrower than this, a table would be cramped. */
const narrowestTablePx = 640;
/** How many rows before the end more are asked for. */
const nearEnd = 20;

/**
 * A listing of any length: a table where there is room, cards on a phone. Only what is in sight is in the page. The arrow
 * keys, Home and End move between rows.
 */
export function DataList<T>(props: DataListProps<T>) {
  const { label, items, keyOf, hasMore = false, onEndReached } = props;
  const frame = useRef<HTMLDivElement>(null);
  const { ref: sized, width } = useElementSize();
  const widthPx = width === 0 ? window.innerWidth : width;
  const isPhone = widthPx < narrowestTablePx;
  const columns = isPhone ? props.columns : props.columns.filter(({ hideBelowPx = 0 }) => widthPx >= hideBelowPx);
  const merged = useMergedRef(frame, sized);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => setOffset(topOf(frame.current)), []);
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => (isPhone ? cardPx : rowPx),
    overscan: 8,
    scrollMargin: offset,
    getItemKey: (index) => keyAt(items, index, keyOf),
  });
  const shown = virtualizer.getVirtualItems();
  const last = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    if (hasMore && last >= items.length - nearEnd) onEndReached?.();
  }, [hasMore, last, items.length, onEndReached]);

  const move = useEffectEvent((event: KeyboardEvent) => {
    const to = neighbour(event.key, event.target, items.length);
    if (to === undefined) return;
    event.preventDefault();
    virtualizer.scrollToIndex(to.index);
    requestAnimationFrame(() => focusIn(frame.current, to.index, to.control));
  });
  useEffect(() => {
    const element = frame.current;
    const listener = (event: KeyboardEvent) => move(event);
    element?.addEventListener('keydown', listener);
    return () => element?.removeEventListener('keydown', listener);
  }, []);

  const Line = isPhone ? Card : Row;
  const Frame = isPhone ? Cards : Table;
  const tracks = columns.map(({ width }) => width).join(' ');
  return (
    <div ref={merged}>
      <Frame
        label={label}
        columns={columns}
        tracks={tracks}
        rowCount={hasMore ? -1 : items.length + 1}
        heightPx={virtualizer.getTotalSize()}
      >
        {shown.map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          return (
            <Line
              key={row.key}
              measure={virtualizer.measureElement}
              index={row.index}
              top={row.start - offset}
              item={item}
              columns={columns}
              tracks={tracks}
              faint={props.isFaint?.(item) ?? false}
            />
          );
        })}
      </Frame>
    </div>
  );
}

function keyAt<T>(items: readonly T[], index: number, keyOf: (item: T) => string): string | number {
  const item = items[index];
  return item === undefined ? index : keyOf(item);
}

const topOf = (element: HTMLElement | null): number =>
  element === null ? 0 : element.getBoundingClientRect().top + window.scrollY;

/** Focuses the control of a row that stands where the one stood that had the focus. */
function focusIn(frame: HTMLElement | null, index: number, control: number): void {
  const controls = frame?.querySelectorAll<HTMLElement>(`[data-index="${index}"] :is(a[href], button)`);
  const target = controls?.[Math.min(control, controls.length - 1)];
  target?.focus();
}
