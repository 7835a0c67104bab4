import { namespaceSchema, openedEventType, relaySource } from '@callback-relay/contract';
import { requesterEnvironment } from '@callback-relay/requester/environment';
import { type Duration, Stack } from 'aws-cdk-lib';
import { Grant, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { bundledFunction, type FunctionSettings, functionTimeout } from '../function/bundled-function.ts';
import { publishingStatement } from '../function/event-publishing.ts';
import { grantKeyUse } from '../function/key-use.ts';
import { entryOf } from '../function/package-entry.ts';
import type { ICallbackRelay } from '../relay/relay-attributes.ts';
import { checkedRowRetention } from '../relay/row-retention.ts';
import { validationError } from '../validation-error.ts';
import type { IWorker } from '../worker/worker-attributes.ts';

/** A team's requester. Its `encryptionKey` is also the key of the callbacks table, where the relay has one. */
export interface CallbackRequesterProps extends FunctionSettings {
  /** The relay of the same account and region. */
  readonly relay: ICallbackRelay;
  /** The first part of this team's correlation IDs: 1 to 32 of a-z, 0-9 and -. One team, one namespace. */
  readonly namespace: string;
  /** As of the relay. @default 15 days */
  readonly rowRetention?: Duration;
}

/** The function that opens callbacks for a team's state machines. It can write a task token and can read none. */
export class CallbackRequester extends Construct {
  readonly relay: ICallbackRelay;
  readonly namespace: string;
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: CallbackRequesterProps) {
    super(scope, id);
    const { relay } = props;
    this.relay = relay;
    this.namespace = checkedNamespace(this, props.namespace);
    this.function = bundledFunction(this, 'Requester', {
      functionName: relay.names.requesterFunction(this.namespace),
      roleName: relay.names.requesterRole(this.namespace, Stack.of(this).region),
      description: `Opens callbacks of ${this.namespace} and sends their requests`,
      entry: entryOf('@callback-relay/requester/lambda'),
      eventStreams: false,
      timeout: functionTimeout,
      memorySize: 512,
      dataProtection: relay.dataProtection,
      settings: props,
      environment: {
        [requesterEnvironment.callbacksTable]: relay.tableName,
        [requesterEnvironment.eventBus]: relay.eventBus.eventBusArn,
        [requesterEnvironment.namespace]: this.namespace,
        [requesterEnvironment.rowRetentionSeconds]: String(
          checkedRowRetention(this, props.rowRetention).toSeconds(),
        ),
      },
    });
    this.function.addToRolePolicy(writeOnly(relay.tableArn, this.namespace));
    this.function.addToRolePolicy(
      publishingStatement(relay.eventBus.eventBusArn, relaySource, [openedEventType]),
    );
    if (props.encryptionKey !== undefined) grantKeyUse(props.encryptionKey, this.function);
  }

  /** Lets the requester send to a worker's request queue. Another account's queue must let it in as well. */
  grantRequest(worker: IWorker): Grant {
    if (worker.encryptionKey !== undefined) grantKeyUse(worker.encryptionKey, this.function);
    return Grant.addToPrincipal({
      grantee: this.function,
      actions: ['sqs:SendMessage'],
      resourceArns: [worker.requestQueueArn],
    });
  }
}

/**
 * Writes rows of the namespace, and gets nothing back. The set operator holds for a request without keys, hence
 * `Null`. A request that leaves `ReturnValues` out means NONE and carries no such key, hence `IfExists`.
 */
function writeOnly(tableArn: string, namespace: string): PolicyStatement {
  return new PolicyStatement({
    actions: ['dynamodb:UpdateItem'],
    resources: [tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${namespace}:*`, `${namespace}#*`] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
      StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
    },
  });
}

function checkedNamespace(scope: Construct, namespace: string): string {
  const parsed = namespaceSchema.safeParse(namespace);
  if (parsed.success) return parsed.data;
  throw validationError(scope, {
    problem: parsed.error.issues[0]?.message ?? 'the namespace is malformed',
    given: namespace,
    remedy: "name it after your team or service; it is the first part of your callbacks' correlation IDs",
  });
}
