import { currentVersion } from '../version.ts';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';
import type { PublishedMessage } from './published-message.ts';

/**
 * The AsyncAPI 3 document of the contract, seen from a worker: it receives requests, sends results, and may
 * receive what the relay tells about them. Queue and bus are named at deployment, so the channels have no address.
 */
export function asyncApiOf(
  messages: readonly PublishedMessage[],
  examples: Readonly<Record<string, unknown>>,
): object {
  const of = (channel: string, chosen: readonly PublishedMessage[]) =>
    chosen.map(({ name }) => ({ $ref: `#/channels/${channel}/messages/${name}` }));
  const requests = messages.filter((message) => message.body === 'message');
  const events = messages.filter((message) => message.body === 'detail');
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Callback Relay',
      version: currentVersion,
      description: 'How a worker is asked, and how anybody answers. The prose is in docs/contract.md.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    channels: {
      requests: {
        address: null,
        title: 'Request queue',
        description: "The worker's own SQS queue. At least once, in any order.",
        messages: refs(requests),
      },
      events: {
        address: null,
        title: 'Event bus',
        description:
          'The EventBridge bus that the request names in replyTo.eventBus. At least once, in any order.',
        messages: refs(events),
      },
    },
    operations: {
      receiveRequest: operation('receive', 'requests', of('requests', requests)),
      sendResult: operation(
        'send',
        'events',
        of(
          'events',
          events.filter((m) => m.writer === 'worker'),
        ),
      ),
      receiveNotice: operation(
        'receive',
        'events',
        of(
          'events',
          events.filter((m) => m.reader === 'worker'),
        ),
      ),
    },
    components: {
      messages: Object.fromEntries(messages.map((message) => [message.name, component(message, examples)])),
      schemas: Object.fromEntries(messages.map((message) => [message.name, embedded(message)])),
    },
  };
}

function refs(messages: readonly PublishedMessage[]) {
  return Object.fromEntries(messages.map(({ name }) => [name, { $ref: `#/components/messages/${name}` }]));
}

function operation(action: 'send' | 'receive', channel: string, messages: readonly object[]) {
  return { action, channel: { $ref: `#/channels/${channel}` }, messages };
}

function component(message: PublishedMessage, examples: Readonly<Record<string, unknown>>) {
  const path = message.body === 'message' ? '' : '/detail';
  return {
    name: message.name,
    title: message.title,
    summary: jsonSchemaOf(message).description,
    correlationId: { location: `$message.payload#${path}/correlationId` },
    payload: { $ref: `#/components/schemas/${message.name}` },
    examples: [{ payload: examples[message.name] }],
  };
}

/** AsyncAPI's own schema dialect has every keyword that the contract uses; only the dialect's name must go. */
function embedded(message: PublishedMessage): JsonSchema {
  const { $schema: _, ...schema } = jsonSchemaOf(message);
  return schema;
}
