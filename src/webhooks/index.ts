export { createWebhook, deleteWebhook, readWebhooks, replayWebhook, type WebhookSettings } from './change-webhooks.js';
export { type DeliverContext, deliverWebhook, giveUpWebhook } from './deliver-webhook.js';
export { queueDeliveries, type WebhookCall } from './queue-deliveries.js';
export { readDeliveries } from './read-deliveries.js';
export { openSecret, sealSecret } from './sealed-secret.js';
export { type DeliveryState, requireWebhookUrl, type Webhook, type WebhookDelivery } from './webhook.js';
