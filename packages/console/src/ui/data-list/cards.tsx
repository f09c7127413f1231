import type { Column } from './column.ts';
import classes from './data-list.module.css';
import type { FrameProps, LineProps } from './line.ts';

export function Cards({ label, heightPx, children }: FrameProps) {
  return (
    <ul className={classes.cards} aria-label={label} style={{ height: heightPx }}>
      {children}
    </ul>
  );
}

export function Card<T>({ measure, index, top, item, columns, faint }: LineProps<T>) {
  const of = (place: Column<T>['onCard']) => columns.filter(({ onCard = 'line' }) => onCard === place);
  return (
    <li
      ref={measure}
      data-index={index}
      data-faint={faint}
      className={classes.card}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div className={classes.inside}>
        <div className={classes.head}>
          {of('title').map((column) => (
            <div key={column.id} className={classes.title}>
              {column.cell(item)}
            </div>
          ))}
          {of('aside').map((column) => (
            <div key={column.id}>{column.cell(item)}</div>
          ))}
        </div>
        <dl className={classes.lines}>
          {of('line').map((column) => (
            <div key={column.id}>
              <dt>{column.header}</dt>
              <dd>{column.cell(item)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </li>
  );
}
