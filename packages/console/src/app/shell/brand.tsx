import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { platformQuery } from '../queries.ts';
import classes from './shell.module.css';

/** Which Keywright this is: that of a platform. */
export function Brand() {
  const { data: platform } = useQuery(platformQuery);
  return (
    <Link to="/" className={classes.brand ?? ''}>
      <img src="/assets/console/favicon.svg" width={26} height={26} alt="" />
      <span>Keywright {platform !== undefined && <span className={classes.platform}>· {platform.title}</span>}</span>
    </Link>
  );
}
