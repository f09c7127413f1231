import { VisuallyHidden } from '@mantine/core';
import classes from './data-list.module.css';
import type { FrameProps, LineProps } from './line.ts';

export function Table({ label, columns, tracks, rowCount, heightPx, children }: FrameProps) {
  return (
    <table className={classes.table} aria-label={label} aria-rowcount={rowCount}>
      <thead>
        <tr aria-rowindex={1} className={classes.header} style={{ gridTemplateColumns: tracks }}>
          {columns.map(({ id, header }) => (
            <th key={id} scope="col">
              {id === 'actions' ? <VisuallyHidden>{header}</VisuallyHidden> : header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={classes.body} style={{ height: heightPx }}>
        {children}
      </tbody>
    </table>
  );
}

export function Row<T>({ measure, index, top, item, columns, tracks, faint }: LineProps<T>) {
  return (
    <tr
      ref={measure}
      data-index={index}
      data-faint={faint}
      aria-rowindex={index + 2}
      className={classes.row}
      style={{ gridTemplateColumns: tracks, transform: `translateY(${top}px)` }}
    >
      {columns.map((column) => (
        <td key={column.id} className={classes.cell} data-column={column.id}>
          {column.cell(item)}
        </td>
      ))}
    </tr>
  );
}
