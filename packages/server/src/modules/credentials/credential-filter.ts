import type { Input, Operations } from '@keywright/contract';

/** Which of an owner’s credentials are asked for. Absent: all of them. */
export interface ListFilter {
  /** Part of a name, a note or a prefix. */
  readonly search?: string;
  readonly state?: NonNullable<Input<Operations['listPats']>['query']['state']>;
}

/** A credential with less than this to go is about to expire: the longest of the spans at which owners are told. */
export const expiringWithinMs = 14 * 24 * 3_600_000;

/** What of a search text may stand in a stored prefix: listings show it behind the brand, as in `tr_pat_k9c4n2xb`. */
export const prefixPart = (search: string): string => search.slice(search.lastIndexOf('_') + 1);
