/**
 * Notices: what people are told about their credentials. Owns `notices`.
 *
 * Invariants: a notice is written in the transaction of what it tells; a user sees and marks their own alone.
 */
export { tell, tellAtTimes } from './add-notice.ts';
export { routes as noticeRoutes } from './routes.ts';
