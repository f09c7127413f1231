import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Clock } from './clock.ts';

/** Makes ULIDs: 26 characters that sort by the time of their making, also within one millisecond of one process. */
export type NextId = () => string;

export function createIds(clock: Clock): NextId {
  const next = monotonicFactory(() => randomBytes(6).readUIntBE(0, 6) / 2 ** 48);
  return () => next(clock.now());
}
