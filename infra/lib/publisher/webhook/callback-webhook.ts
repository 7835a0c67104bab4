import { namespaceSchema } from '@callback-relay/contract';
import type { SecretValue } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { FunctionSettings } from '../../function/bundled-function.ts';
import type { ICallbackRelay } from '../../relay/relay-attributes.ts';
import { validationError } from '../../validation-error.ts';
import { publicFunction } from '../public-function.ts';
import type { SignatureScheme } from './signature.ts';
import type { WebhookMapping } from './webhook.ts';

export interface CallbackWebhookProps extends FunctionSettings {
  /** The relay whose bus results are published to. */
  readonly relay: ICallbackRelay;
  /** The event source of its results: name it in `allowedSources` of the task. 1 to 20 of a-z, 0-9 and -. */
  readonly webhookName: string;
  /** Whose signatures are checked. */
  readonly scheme: SignatureScheme;
  /**
   * The secret that the provider signs with: `SecretValue.secretsManager('stripe')`. CloudFormation puts it into the
   * function's environment when it deploys, and who may read the function's configuration reads it.
   */
  readonly signingSecret: SecretValue;
  /** The namespace of the requester that waits. */
  readonly namespace: string;
  /** The business key, with fields of the body in braces: `order-{data.object.metadata.orderId}`. */
  readonly key: string;
  /** Events that are a success: Stripe's types, GitHub's events with their action, as `check_run.completed`. @default none */
  readonly succeeded?: readonly string[];
  /** Events that are a failure: the error is the event's name, the cause its body. @default none */
  readonly failed?: readonly string[];
  /** Path to what becomes the task's output: `data.object`. @default the body */
  readonly output?: string;
}

/**
 * A URL for a provider's webhook: it checks the signature, and publishes what is signed as a result of the callback under
 * that business key. A delivery that comes twice is a `duplicate` to the relay.
 */
export class CallbackWebhook extends Construct {
  readonly function: LambdaFunction;
  /** What the provider is given. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: CallbackWebhookProps) {
    super(scope, id);
    const { relay, webhookName, scheme, namespace, key, succeeded = [], failed = [], output } = props;
    check(this, props);
    const mapping: WebhookMapping = {
      scheme,
      namespace,
      key,
      succeeded,
      failed,
      ...(output !== undefined && { output }),
    };
    const published = publicFunction(this, 'Webhook', {
      relay,
      source: webhookName,
      description: `Passes ${scheme} webhooks on to callbacks of ${namespace}`,
      entry: 'webhook/webhook.lambda',
      settings: props,
      environment: {
        WEBHOOK_MAPPING: JSON.stringify(mapping),
        WEBHOOK_SIGNING_SECRET: props.signingSecret.unsafeUnwrap(),
      },
    });
    this.function = published.function;
    this.url = published.url.url;
  }
}

function check(
  scope: Construct,
  { namespace, key, succeeded = [], failed = [] }: CallbackWebhookProps,
): void {
  if (!namespaceSchema.safeParse(namespace).success) {
    throw validationError(scope, {
      problem: 'the namespace is malformed',
      given: namespace,
      remedy: 'give the namespace of the requester that waits',
    });
  }
  if (!/\{[^{}]+\}/.test(key)) {
    throw validationError(scope, {
      problem: 'the key has no field of the body in it, so every delivery would answer the same callback',
      given: key,
      remedy: 'write it as order-{data.object.metadata.orderId}',
    });
  }
  if (succeeded.length + failed.length === 0) {
    throw validationError(scope, {
      problem: 'no event is a success or a failure, so every delivery would be ignored',
      given: { succeeded, failed },
      remedy: "name events, as succeeded: ['payment_intent.succeeded']",
    });
  }
}
