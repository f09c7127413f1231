import type { CompiledLimit } from './policy.ts';

/** A limit that a request touched, and how it stands after the request. */
export interface Touched {
  readonly limit: CompiledLimit;
  /** What tells two policies of one title apart: nothing, or `@token` and `@project`. */
  readonly suffix: string;
  readonly remaining: number;
  readonly resetMs: number;
}

/**
 * `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10; lists of RFC 9651), one item a limit:
 * `q` requests at most in any `w` seconds; `r` of them at once now, and one more in `t` seconds (0 where all are free).
 * A client that keeps to either, and has the limit to itself, is never refused by it.
 */
export function toHeaders(touched: readonly Touched[]): Readonly<Record<'ratelimit-policy' | 'ratelimit', string>> {
  let policies = '';
  let standings = '';
  for (const { limit, suffix, remaining, resetMs } of touched) {
    const item = `${policies === '' ? '' : ', '}"${limit.label}${suffix}"`;
    policies += item + limit.quota;
    standings += `${item};r=${remaining};t=${Math.ceil(resetMs / 1000)}`;
  }
  return { 'ratelimit-policy': policies, ratelimit: standings };
}
