import Type from 'typebox';
import { Id, Instant, None, Nullable, Page, PageQuery, Strict } from '../schemas/fields.ts';
import { defineOperation } from './operation.ts';

const tag = 'Notices';

const NoticeReply = Type.Object(
  {
    id: Id,
    kind: Type.Enum(['credential-revoked', 'old-secret-used']),
    message: Type.String({ description: 'What happened, in a sentence.' }),
    credentialId: Nullable(Id),
    createdAt: Instant,
    readAt: Nullable(Instant),
  },
  { title: 'Notice' },
);

export const listNotices = defineOperation({
  id: 'listNotices',
  method: 'GET',
  path: '/api/v1/users/me/notices',
  tag,
  summary: 'What you were told about your credentials, newest first',
  needs: 'signed-in',
  accepts: ['session'],
  params: None,
  query: PageQuery,
  body: null,
  reply: { status: 200, schema: Page(NoticeReply) },
  errors: [],
});

export const setNoticeRead = defineOperation({
  id: 'setNoticeRead',
  method: 'POST',
  path: '/api/v1/users/me/notices/{noticeId}/read',
  tag,
  summary: 'Mark a notice as read; idempotent',
  needs: 'signed-in',
  accepts: ['session'],
  params: Strict({ noticeId: Id }),
  query: None,
  body: null,
  reply: { status: 200, schema: NoticeReply },
  errors: ['NOT_FOUND'],
  audit: 'notice.set',
});
