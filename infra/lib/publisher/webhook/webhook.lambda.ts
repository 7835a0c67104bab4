import { environmentReader } from '@callback-relay/contract/runtime';
import { publishResult } from '@callback-relay/worker';
import { functionUrlHandler } from '../http.ts';
import { receiveWebhook, type WebhookMapping } from './webhook.ts';

const environment = environmentReader(process.env);
const eventBus = environment.text('EVENT_BUS_NAME');
const source = environment.text('RESULT_SOURCE');
const secret = environment.text('WEBHOOK_SIGNING_SECRET');
// Written by the construct, and checked there.
const mapping = JSON.parse(environment.text('WEBHOOK_MAPPING')) as WebhookMapping;

export const handler = functionUrlHandler((request) =>
  receiveWebhook(
    mapping,
    {
      secret,
      now: Date.now,
      publish: (correlationId, answer) => publishResult({ eventBus, source, correlationId, ...answer }),
    },
    request,
  ),
);
