import { Id, None, Page, PageQuery, Strict } from '../schemas/fields.ts';
import { NoticeReply } from '../schemas/notice.ts';
import { defineOperation } from './operation.ts';

const tag = 'Notices';

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
