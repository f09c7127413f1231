import type { NoticeKind } from '@keywright/contract';
import { toInstant, toNullableInstant } from '../../kernel/instant.ts';

/** Something that a person was told about their credentials. */
export interface Notice {
  readonly id: string;
  readonly userId: string;
  readonly kind: NoticeKind;
  readonly credentialId: string | null;
  readonly message: string;
  /** No two notices have the same one. Null: this may be told again. */
  readonly dedupeKey: string | null;
  readonly createdAt: number;
  readonly readAt: number | null;
}

/** A notice as it is read: with the project, where it is about an API key. */
export interface ToldNotice extends Notice {
  readonly projectId: string | null;
}

/** Something to tell: to people as notices, to webhooks as an event. */
export interface News {
  readonly kind: NoticeKind;
  /** Who is told. Where it is nobody, webhooks hear of it all the same. */
  readonly userIds: readonly string[];
  readonly credentialId: string | null;
  /** What happened, in a sentence. Never a secret. */
  readonly message: string;
  /** The same in facts, as webhooks get them beside `message`. Never a secret. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What is told under one such key is told to each person once and to webhooks once, for ever. */
  readonly once?: string;
}

/** What keeps a person from being told twice what is told once. */
export const dedupeKeyOf = (once: string, userId: string): string => `${once}:${userId}`;

/** A notice, as the API shows it. */
export function presentNotice({ createdAt, readAt, ...rest }: ToldNotice) {
  const { id, kind, message, credentialId, projectId } = rest;
  const times = { createdAt: toInstant(createdAt), readAt: toNullableInstant(readAt) };
  return { id, kind, message, credentialId, projectId, ...times };
}
