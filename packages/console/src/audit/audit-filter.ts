import type { AuditQuery, EventKind } from './event.ts';

/** Which events are shown. It stands in the page’s address, so that what one looks at can be linked to. */
export interface AuditFilter {
  readonly kind?: EventKind;
  readonly action?: string;
  /** A user’s id. */
  readonly actor?: string;
  readonly address?: string;
  /** Instants: at this one or later, and before the other. */
  readonly from?: string;
  readonly to?: string;
}

const longest = 64;

const isKind = (value: unknown): value is EventKind => value === 'use' || value === 'refusal' || value === 'change';

function readText(value: unknown): string | undefined {
  // An address that consists of digits alone arrives as a number.
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' && text.length <= longest ? text.trim() : undefined;
}

function readInstant(value: unknown): string | undefined {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString() : undefined;
}

/** Reads a filter out of a page’s address. What is none is left out. */
export function readAuditFilter(search: Readonly<Record<string, unknown>>): AuditFilter {
  const [action, actor, address] = [search.action, search.actor, search.address].map(readText);
  const [from, to] = [readInstant(search.from), readInstant(search.to)];
  return {
    ...(isKind(search.kind) ? { kind: search.kind } : {}),
    ...(action === undefined ? {} : { action }),
    ...(actor === undefined ? {} : { actor }),
    ...(address === undefined ? {} : { address }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** The same, as the API is asked. */
export function toAuditQuery({ actor, ...rest }: AuditFilter, targetId: string | undefined): AuditQuery {
  return {
    ...rest,
    ...(actor === undefined ? {} : { actorUserId: actor }),
    ...(targetId === undefined ? {} : { targetId }),
  };
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** An instant as a field of the browser has it: in the reader’s zone, to the minute. */
export function toLocalField(instant: string | undefined): string {
  if (instant === undefined) return '';
  const at = new Date(instant);
  const day = [at.getFullYear(), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join('-');
  return `${day}T${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
}

/** And back; undefined where the field is empty or half filled. */
export const fromLocalField = (text: string): string | undefined => readInstant(text);
