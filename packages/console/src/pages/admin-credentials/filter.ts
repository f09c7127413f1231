import type { RequestOf } from '@keywright/client';
import { dayOf, defined, flagOf, oneOf, textOf, toInstant } from '../../administration/search-params.ts';
import { toSearch } from '../../credentials/search-text.ts';

type Query = NonNullable<RequestOf<'listCredentials'>['query']>;

/** Every filter of the listing, as the address has it: times as days where the reader is. */
export interface Filter {
  readonly search?: string;
  readonly kind?: 'pat' | 'api-key';
  readonly organization?: string;
  readonly userId?: string;
  readonly revoked?: boolean;
  readonly expired?: boolean;
  readonly expires?: boolean;
  readonly createdAfter?: string;
  readonly createdBefore?: string;
  readonly usedAfter?: string;
  readonly usedBefore?: string;
  readonly expiresBefore?: string;
}

/** Reads the address. */
export const toFilter = (search: Readonly<Record<string, unknown>>): Filter =>
  defined({
    search: textOf(search.search),
    kind: oneOf(['pat', 'api-key'], search.kind),
    organization: textOf(search.organization),
    userId: textOf(search.userId),
    revoked: flagOf(search.revoked),
    expired: flagOf(search.expired),
    expires: flagOf(search.expires),
    createdAfter: dayOf(search.createdAfter),
    createdBefore: dayOf(search.createdBefore),
    usedAfter: dayOf(search.usedAfter),
    usedBefore: dayOf(search.usedBefore),
    expiresBefore: dayOf(search.expiresBefore),
  });

const instant = (day: string | undefined) => (day === undefined ? undefined : toInstant(day));

/** What the service is asked. A text that looks like a whole token is not sent. */
export function toQuery(filter: Filter): Query {
  const text = toSearch(filter.search ?? '');
  return defined({
    ...filter,
    search: text === 'token' ? undefined : text,
    organization: filter.organization?.slice(0, 64),
    userId: filter.userId?.slice(0, 64),
    createdAfter: instant(filter.createdAfter),
    createdBefore: instant(filter.createdBefore),
    usedAfter: instant(filter.usedAfter),
    usedBefore: instant(filter.usedBefore),
    expiresBefore: instant(filter.expiresBefore),
  });
}

/** How many of the filters that are folded away say something. */
export function countFolded({ search: _, kind: __, revoked: ___, expired: ____, ...folded }: Filter): number {
  return Object.keys(folded).length;
}
