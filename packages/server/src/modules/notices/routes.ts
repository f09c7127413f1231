import { listNotices } from './list-notices.ts';
import { setNoticeRead } from './set-notice-read.ts';

export const routes = { listNotices, setNoticeRead };
