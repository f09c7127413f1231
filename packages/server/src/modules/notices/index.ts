/**
 * Notices: what people are told about their credentials, in the console, by e-mail and, for machines, by webhook. Owns
 * `notices`, `webhooks`, `webhook_events` and the outbox, `deliveries`.
 *
 * Invariants: a notice and what is to be sent of it are written in the transaction of what it tells; what is to be sent is
 * sent in the background, at least once, or recorded as given up; a user sees and marks their own alone; no notice, e-mail
 * or event holds a secret; a webhook’s signing secret is derived from the keyring and stored nowhere.
 *
 * It does not know when something is worth telling: whoever makes it happen says so (`tell`).
 */
export { findTold, tell, tellAtTimes } from './add-notice.ts';
export { removeOldDeliveries } from './deliveries/remove-old-deliveries.ts';
export { DeliveryWorker } from './deliveries/send-deliveries.ts';
export { createMailer, type Mailer } from './deliveries/send-email.ts';
export type { NoticeDeps, TellDeps } from './deps.ts';
export type { News } from './notice.ts';
export { countNotices } from './notice-store.ts';
export { routes as noticeRoutes } from './routes.ts';
