import type { ReplyOf } from '@keywright/client';
import classes from './overview.module.css';

/** Every credential that is not deleted, as one bar by its state. */
export function States({ credentials }: Pick<ReplyOf<'getFigures'>, 'credentials'>) {
  const { active, expiringSoon, expired, revoked } = credentials;
  const parts = [
    { name: 'Active', count: active - expiringSoon, color: 'light-dark(#1f9d57, #40c67f)' },
    { name: 'Expiring soon', count: expiringSoon, color: 'light-dark(#d97a06, #f2a640)' },
    { name: 'Expired', count: expired, color: 'light-dark(#8a93a1, #6b7484)' },
    { name: 'Revoked', count: revoked, color: 'light-dark(#d43a3a, #ff7070)' },
  ];
  const all = parts.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return null;
  return (
    <>
      <div className={classes.bar} aria-hidden>
        {parts.map(
          ({ name, count, color }) => count > 0 && <span key={name} style={{ flex: count, background: color }} />,
        )}
      </div>
      <ul className={classes.keys} aria-label="Share of each state">
        {parts.map(({ name, count, color }) => (
          <li key={name}>
            <span className={classes.swatch} style={{ background: color }} />
            {name} {share(count, all)}
          </li>
        ))}
      </ul>
    </>
  );
}

/** A share in whole percent; what is there at all is never told as none. */
function share(count: number, all: number): string {
  const percent = (100 * count) / all;
  return percent > 0 && percent < 1 ? 'under 1%' : `${Math.round(percent)}%`;
}
