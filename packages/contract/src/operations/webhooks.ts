import { Id, None, Page, PageQuery, Strict } from '../schemas/fields.ts';
import {
  CreateWebhookBody,
  DeliveryQuery,
  DeliveryReply,
  UpdateWebhookBody,
  WebhookReply,
  WebhookWithSecretReply,
} from '../schemas/webhook.ts';
import { defineOperation } from './operation.ts';

const tag = 'Webhooks';
const path = '/api/v1/admin/webhooks';
const webhook = Strict({ webhookId: Id });

export const createWebhook = defineOperation({
  id: 'createWebhook',
  method: 'POST',
  path,
  tag,
  summary: 'Add an endpoint that is told of what people are told; the reply shows its signing secret, once',
  description: 'Events are signed by the Standard Webhooks scheme. There may be 20 endpoints.',
  needs: 'instance-admin',
  accepts: ['session'],
  params: None,
  query: None,
  body: CreateWebhookBody,
  reply: { status: 201, schema: WebhookWithSecretReply },
  errors: ['CONFLICT'],
  audit: 'webhook.create',
  secretReply: true,
});

export const listWebhooks = defineOperation({
  id: 'listWebhooks',
  method: 'GET',
  path,
  tag,
  summary: 'All endpoints, newest first',
  needs: 'instance-admin',
  accepts: ['session'],
  params: None,
  query: PageQuery,
  body: null,
  reply: { status: 200, schema: Page(WebhookReply) },
  errors: [],
});

export const getWebhook = defineOperation({
  id: 'getWebhook',
  method: 'GET',
  path: `${path}/{webhookId}`,
  tag,
  summary: 'One endpoint',
  needs: 'instance-admin',
  accepts: ['session'],
  params: webhook,
  query: None,
  body: null,
  reply: { status: 200, schema: WebhookReply },
  errors: ['NOT_FOUND'],
  etag: 'sent',
});

export const updateWebhook = defineOperation({
  id: 'updateWebhook',
  method: 'PATCH',
  path: `${path}/{webhookId}`,
  tag,
  summary: 'Change an endpoint’s URL, description or kinds; disable or enable it',
  description: 'What is due to a disabled endpoint fails; nothing is kept for it meanwhile.',
  needs: 'instance-admin',
  accepts: ['session'],
  params: webhook,
  query: None,
  body: UpdateWebhookBody,
  reply: { status: 200, schema: WebhookReply },
  errors: ['NOT_FOUND'],
  audit: 'webhook.update',
  etag: 'required',
});

export const deleteWebhook = defineOperation({
  id: 'deleteWebhook',
  method: 'DELETE',
  path: `${path}/{webhookId}`,
  tag,
  summary: 'Remove an endpoint, and with it what is still to be sent to it',
  needs: 'instance-admin',
  accepts: ['session'],
  params: webhook,
  query: None,
  body: null,
  reply: { status: 204, schema: null },
  errors: ['NOT_FOUND'],
  audit: 'webhook.delete',
});

export const rotateWebhookSecret = defineOperation({
  id: 'rotateWebhookSecret',
  method: 'POST',
  path: `${path}/{webhookId}/rotate`,
  tag,
  summary: 'Replace the signing secret; the reply shows the new one, once',
  description: 'For 24 hours events are signed with both secrets, so that the receiver can change over without a gap.',
  needs: 'instance-admin',
  accepts: ['session'],
  params: webhook,
  query: None,
  body: null,
  reply: { status: 200, schema: WebhookWithSecretReply },
  errors: ['NOT_FOUND'],
  audit: 'webhook.rotate',
  secretReply: true,
});

export const listDeliveries = defineOperation({
  id: 'listDeliveries',
  method: 'GET',
  path: `${path}/{webhookId}/deliveries`,
  tag,
  summary: 'What was or is to be sent to an endpoint, newest first, with each attempt',
  description: 'What ended 30 days ago or longer is forgotten.',
  needs: 'instance-admin',
  accepts: ['session'],
  params: webhook,
  query: DeliveryQuery,
  body: null,
  reply: { status: 200, schema: Page(DeliveryReply) },
  errors: ['NOT_FOUND'],
});

export const createDelivery = defineOperation({
  id: 'createDelivery',
  method: 'POST',
  path: `${path}/{webhookId}/deliveries/{deliveryId}/again`,
  tag,
  summary: 'Send an event again, under the same webhook-id',
  needs: 'instance-admin',
  accepts: ['session'],
  params: Strict({ webhookId: Id, deliveryId: Id }),
  query: None,
  body: null,
  reply: { status: 201, schema: DeliveryReply },
  errors: ['NOT_FOUND', 'CONFLICT'],
  audit: 'delivery.create',
});

export const createTestDelivery = defineOperation({
  id: 'createTestDelivery',
  method: 'POST',
  path: `${path}/{webhookId}/test`,
  tag,
  summary: 'Send an endpoint an event of type webhook.test',
  needs: 'instance-admin',
  accepts: ['session'],
  params: webhook,
  query: None,
  body: null,
  reply: { status: 201, schema: DeliveryReply },
  errors: ['NOT_FOUND', 'CONFLICT'],
  audit: 'delivery.create',
});
