import { currentVersion } from '../version.ts';
import type { JsonSchema } from './json-schema.ts';
import { withoutInnerObjects } from './named-objects.ts';
import type { PublishedMessage } from './published-message.ts';

export interface AsyncApiOptions {
  readonly title: string;
  /** By message name; left out where the document has none. */
  readonly examples?: Readonly<Record<string, unknown>>;
  readonly schemaOf: (message: PublishedMessage) => JsonSchema;
}

/**
 * An AsyncAPI 3 document, seen from a worker: it receives requests, sends results, and may receive what the relay
 * publishes about them. Queue and bus are named at deployment, so the channels have no address. Objects inside messages
 * are schemas of their own, because generators name types by their place.
 */
export function asyncApiOf(messages: readonly PublishedMessage[], options: AsyncApiOptions): object {
  const { schemas, inner } = componentsOf(messages, options);
  const notices = messages.filter((message) => message.writer === 'relay' && message.reader === 'worker');
  const of = (channel: string, chosen: readonly PublishedMessage[]) =>
    chosen.map(({ name }) => ({ $ref: `#/channels/${channel}/messages/${name}` }));
  const requests = messages.filter((message) => message.body === 'message');
  const events = messages.filter((message) => message.body === 'detail');
  return {
    asyncapi: '3.0.0',
    info: {
      title: options.title,
      version: currentVersion,
      description: 'How a worker is asked, and how any publisher answers. The prose is in docs/contract.md.',
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
      ...(notices.length > 0 && { receiveNotice: operation('receive', 'events', of('events', notices)) }),
    },
    components: {
      messages: Object.fromEntries(messages.map((message) => [message.name, component(message, options)])),
      schemas: Object.fromEntries([...schemas, ...inner]),
    },
  };
}

function refs(messages: readonly PublishedMessage[]) {
  return Object.fromEntries(messages.map(({ name }) => [name, { $ref: `#/components/messages/${name}` }]));
}

function operation(action: 'send' | 'receive', channel: string, messages: readonly object[]) {
  return { action, channel: { $ref: `#/channels/${channel}` }, messages };
}

function component(message: PublishedMessage, { examples, schemaOf }: AsyncApiOptions) {
  const path = message.body === 'message' ? '' : '/detail';
  return {
    name: message.name,
    title: message.title,
    summary: schemaOf(message).description,
    correlationId: { location: `$message.payload#${path}/correlationId` },
    payload: { $ref: `#/components/schemas/${message.name}` },
    ...(examples && { examples: [{ payload: examples[message.name] }] }),
  };
}

const SCHEMAS = '#/components/schemas/';

/** The schema of each message under the message's name, and the objects inside them under their titles. */
function componentsOf(messages: readonly PublishedMessage[], { schemaOf }: AsyncApiOptions) {
  const inner = new Map<string, JsonSchema>();
  const schemas = messages.map((message) => {
    // AsyncAPI's own schema dialect has every keyword that the contract uses; only the dialect's name must go.
    const { $schema: _, ...schema } = schemaOf(message);
    return [message.name, withoutInnerObjects(schema, SCHEMAS, inner)] as const;
  });
  return { schemas, inner };
}
