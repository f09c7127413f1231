import { createDelivery } from './deliveries/create-delivery.ts';
import { createTestDelivery } from './deliveries/create-test-delivery.ts';
import { listDeliveries } from './deliveries/list-deliveries.ts';
import { listNotices } from './list-notices.ts';
import { setNoticeRead } from './set-notice-read.ts';
import { createWebhook } from './webhooks/create-webhook.ts';
import { deleteWebhook } from './webhooks/delete-webhook.ts';
import { getWebhook } from './webhooks/get-webhook.ts';
import { listWebhooks } from './webhooks/list-webhooks.ts';
import { rotateWebhookSecret } from './webhooks/rotate-webhook-secret.ts';
import { updateWebhook } from './webhooks/update-webhook.ts';

export const routes = {
  listNotices,
  setNoticeRead,
  createWebhook,
  listWebhooks,
  getWebhook,
  updateWebhook,
  deleteWebhook,
  rotateWebhookSecret,
  listDeliveries,
  createDelivery,
  createTestDelivery,
};
