/** What a change touched, and so which snapshots it makes stale. */
export type Subject =
  `${'credential' | 'user' | 'project' | 'organization' | 'rate-limit-policy' | 'rate-limit-default'}:${string}`;

/** How many changes the feed keeps. A process that is further behind forgets everything instead of reading on. */
export const feedLength = 10_000;

/** One change of the feed, as read back. */
export interface Change {
  readonly sequence: number;
  readonly subjects: readonly Subject[];
}
