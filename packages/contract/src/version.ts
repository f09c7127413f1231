import { AppError } from './errors.ts';

/** A version as an ETag (RFC 9110 §8.8.3): strong, since a version names one state of the row. */
export const toEtag = (version: number): string => `"v${version}"`;

/** What `If-Match` asks for: a version, any state (`*`), or something that this API never sent. */
export type IfMatch = { readonly version: number } | 'any' | 'malformed';

export function readIfMatch(header: string): IfMatch {
  if (header.trim() === '*') return 'any';
  const version = /^"v(\d{1,15})"$/.exec(header.trim())?.[1];
  return version === undefined ? 'malformed' : { version: Number(version) };
}

/** Refuses a change of a state that the caller has not seen: `PRECONDITION_FAILED`. `expected` undefined allows any. */
export function requireVersion(row: { readonly version: number }, expected: number | undefined): void {
  if (expected === undefined || expected === row.version) return;
  throw new AppError('PRECONDITION_FAILED', {
    detail: `It is at version ${toEtag(row.version)} now. Read it again, then repeat the change.`,
  });
}
