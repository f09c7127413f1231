import Type from 'typebox';
import { Id, Instant, Nullable } from './fields.ts';

/** Everything that people and webhooks are told of. */
export const noticeKinds = [
  'credential-revoked',
  'credential-expiring',
  'new-network',
  'old-secret-used',
  'address-blocked',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const NoticeKindSchema = Type.Enum([...noticeKinds]);

export const NoticeReply = Type.Object(
  {
    id: Id,
    kind: NoticeKindSchema,
    message: Type.String({ description: 'What happened, in a sentence.' }),
    credentialId: Nullable(Id),
    projectId: Nullable(
      Type.Unsafe<string>({ ...Id, description: 'Whose API key it is about; null: it is about a PAT, or none.' }),
    ),
    createdAt: Instant,
    readAt: Nullable(Instant),
  },
  { title: 'Notice' },
);
