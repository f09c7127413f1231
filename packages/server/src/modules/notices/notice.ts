import { toInstant, toNullableInstant } from '../../kernel/instant.ts';

export type NoticeKind = 'credential-revoked' | 'old-secret-used';

/** Something that a person was told about their credentials. */
export interface Notice {
  readonly id: string;
  readonly userId: string;
  readonly kind: NoticeKind;
  readonly credentialId: string | null;
  readonly message: string;
  readonly createdAt: number;
  readonly readAt: number | null;
}

/** A notice, as the API shows it. */
export function presentNotice({ id, kind, message, credentialId, createdAt, readAt }: Notice) {
  return { id, kind, message, credentialId, createdAt: toInstant(createdAt), readAt: toNullableInstant(readAt) };
}
