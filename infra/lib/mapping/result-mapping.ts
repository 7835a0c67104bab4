import { currentVersion, namespaceSchema, resultTypes } from '@callback-relay/contract';
import { type EventPattern, type IEventBus, Rule, type RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { ICallbackRelay } from '../relay/relay-attributes.ts';
import { validationError } from '../validation-error.ts';
import { withFields, withoutField } from './key-pattern.ts';
import { type KeyTemplate, keyParts, keyTemplate } from './key-template.ts';
import { mappedValue, resultEnvelope } from './mapped-envelope.ts';
import { queueByName } from './queue-by-name.ts';

export interface ResultMappingProps {
  readonly relay: ICallbackRelay;
  /** Part of its rules' names: 1 to 16 of a-z, 0-9 and -. */
  readonly mappingName: string;
  /** The namespace of the requester that waits. */
  readonly namespace: string;
  /**
   * The business key, with the fields of the event that it is made of: `order-{detail.orderId}/payment`, `{resources[0]}`.
   * Fields are text or numbers; what is outside the alphabet of keys is encoded as `encodeBusinessKey` of the contract does,
   * and as the task's `businessKey` is.
   */
  readonly key: string;
  /** Which events are a success. @default none */
  readonly succeeded?: MappedSuccess;
  /** Which events are a failure. @default none */
  readonly failed?: MappedFailure;
  /** Where the events are published. @default the relay's bus */
  readonly eventBus?: IEventBus;
}

export interface MappedSuccess {
  readonly pattern: EventPattern;
  /** Path to what becomes the task's output, as `detail.receipt`; empty text where an event lacks it. @default detail */
  readonly output?: string;
}

export interface MappedFailure {
  readonly pattern: EventPattern;
  /** The error's name, or in braces the path to it: `PaymentDeclined`, `{detail.code}`. */
  readonly error: string;
  /** What happened, or in braces the path to it. @default nothing */
  readonly cause?: string;
}

/**
 * Turns a domain event, which knows nothing of callbacks, into a result: by rules alone, no code in between. The
 * result keeps the event's ID, source and account, so a callback's `allowedSources` names the domain's source. An
 * event whose key is missing, empty, or neither text nor a number reaches the relay as a result without a correlation ID, and
 * has the verdict `invalid`.
 */
export class ResultMapping extends Construct {
  constructor(scope: Construct, id: string, props: ResultMappingProps) {
    super(scope, id);
    check(this, props);
    const key = keyTemplate(this, props.key);
    const { succeeded, failed } = props;
    if (succeeded !== undefined) {
      mapEvents(this, props, key, {
        kind: 'succeeded',
        pattern: succeeded.pattern,
        content: { output: mappedValue(this, `{${succeeded.output ?? 'detail'}}`) },
      });
    }
    if (failed !== undefined) {
      mapEvents(this, props, key, {
        kind: 'failed',
        pattern: failed.pattern,
        content: { error: mappedValue(this, failed.error), cause: mappedValue(this, failed.cause ?? '') },
      });
    }
  }
}

interface Mapped {
  readonly kind: 'succeeded' | 'failed';
  readonly pattern: EventPattern;
  readonly content: Readonly<Record<string, string>>;
}

function mapEvents(scope: Construct, props: ResultMappingProps, key: KeyTemplate, mapped: Mapped): void {
  const type = resultTypes[mapped.kind];
  const fields = key.filter((part) => typeof part !== 'string');
  feed(scope, props, {
    name: mapped.kind,
    pattern: withFields(scope, mapped.pattern, fields),
    message: resultEnvelope(type, {
      ...mapped.content,
      version: currentVersion,
      key: { namespace: props.namespace, parts: keyParts(key) },
    }),
  });
  for (const [at, pattern] of withoutField(scope, mapped.pattern, fields).entries()) {
    feed(scope, props, {
      name: `${mapped.kind}-unkeyed${at === 0 ? '' : `-${at + 1}`}`,
      pattern,
      message: resultEnvelope(type, { version: currentVersion }),
    });
  }
}

interface Feed {
  readonly name: string;
  readonly pattern: EventPattern;
  readonly message: RuleTargetInput;
}

function feed(
  scope: Construct,
  { relay, mappingName, eventBus }: ResultMappingProps,
  { name, pattern, message }: Feed,
): void {
  const { relayQueue, deadLetters, names } = relay;
  const queue = queueByName(scope, 'Results', relayQueue, names.relayQueue.queue);
  const deadLetterQueue = queueByName(scope, 'DeadLetters', deadLetters, names.relayQueue.deadLetters);
  new Rule(scope, name, {
    // The relay queue lets in rules that are named so.
    ruleName: names.rule(`${mappingName}-${name}`),
    eventBus: eventBus ?? relay.eventBus,
    eventPattern: pattern,
    targets: [new SqsQueue(queue, { deadLetterQueue, message })],
  });
}

function check(scope: Construct, { mappingName, namespace, succeeded, failed }: ResultMappingProps): void {
  if (!/^[a-z][a-z0-9-]{0,15}$/.test(mappingName)) {
    throw validationError(scope, {
      problem: "a mapping's name is 1 to 16 of a-z, 0-9 and -, and starts with a letter",
      given: mappingName,
      remedy: 'name it after what it waits for; names of its rules are made of it',
    });
  }
  if (!namespaceSchema.safeParse(namespace).success) {
    throw validationError(scope, {
      problem: 'the namespace is malformed',
      given: namespace,
      remedy: 'give the namespace of the requester that waits',
    });
  }
  if (succeeded === undefined && failed === undefined) {
    throw validationError(scope, {
      problem: 'the mapping maps nothing',
      given: { succeeded, failed },
      remedy: 'give succeeded, failed, or both',
    });
  }
}
