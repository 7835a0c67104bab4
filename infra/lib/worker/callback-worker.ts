import { resultTypes } from '@callback-relay/contract';
import { visibilityTimeoutFactor } from '@callback-relay/contract/runtime';
import { workerEnvironment } from '@callback-relay/worker/environment';
import { Duration, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, Grant, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { attachContract } from '../contract/attach-contract.ts';
import { bundledFunction } from '../function/bundled-function.ts';
import { publishingConditions } from '../function/event-publishing.ts';
import { checkVisibility, checkWhole, grantPolling, mapQueue } from '../queue/queue-mapping.ts';
import { QueueWithDeadLetters } from '../queue/queue-with-dead-letters.ts';
import type { ICallbackRelay } from '../relay/relay-attributes.ts';
import { validationError } from '../validation-error.ts';
import type { CallbackWorkerProps, RequesterLocation } from './callback-worker-props.ts';
import { cancellationQueue } from './cancellation-queue.ts';
import {
  type IWorker,
  type QueueOfWorker,
  type WorkerLocation,
  workerFromName,
  workerFromQueue,
} from './worker-attributes.ts';

/** A worker: its request queue, and the function that reads it or the grant for whatever else does. */
export class CallbackWorker extends Construct implements IWorker {
  /** The worker of that name, wherever it is deployed or will be: nothing is looked up. */
  static fromName(scope: Construct, location: WorkerLocation): IWorker {
    return workerFromName(scope, location);
  }

  /** A worker that reads a queue which is there. */
  static fromQueue(queue: IQueue, worker: QueueOfWorker): IWorker {
    return workerFromQueue(queue, worker);
  }

  readonly workerName: string;
  readonly account: string;
  readonly requestQueue: IQueue;
  readonly requestQueueUrl: string;
  readonly requestQueueArn: string;
  readonly encryptionKey?: IKey;
  /** Only with a queue of its own. */
  readonly requests?: QueueWithDeadLetters;
  /** Only with `followCancellations`. */
  readonly cancellations?: QueueWithDeadLetters;
  /** Only with `entry`. */
  readonly function?: LambdaFunction;
  /** The variables that a worker outside Lambda needs. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #relay: ICallbackRelay;

  constructor(scope: Construct, id: string, props: CallbackWorkerProps) {
    super(scope, id);
    const { relay, encryptionKey, alarmTopic, maxReceiveCount = 5 } = props;
    checkWhole(this, { name: 'maxReceiveCount', value: maxReceiveCount, least: 1, most: 1_000 });
    this.#relay = relay;
    this.workerName = checkedWorkerName(this, props);
    attachContract(this, props);
    this.account = Stack.of(this).account;
    if (props.requestQueue === undefined) {
      this.requests = this.#ownQueue(props);
      if (encryptionKey !== undefined) this.encryptionKey = encryptionKey;
    } else if (props.requestQueue.encryptionMasterKey !== undefined) {
      this.encryptionKey = props.requestQueue.encryptionMasterKey;
    }
    this.requestQueue = props.requestQueue ?? (this.requests as QueueWithDeadLetters).queue;
    this.requestQueueUrl = this.requestQueue.queueUrl;
    this.requestQueueArn = this.requestQueue.queueArn;
    if (props.followCancellations === true) {
      this.cancellations = cancellationQueue(this, 'Cancellations', {
        relay,
        workerName: this.workerName,
        alarmTopic,
        encryptionKey,
      });
    }
    this.environment = {
      [workerEnvironment.requestQueueUrl]: this.requestQueueUrl,
      [workerEnvironment.eventBusName]: relay.eventBus.eventBusArn,
      [workerEnvironment.maxReceiveCount]: String(maxReceiveCount),
      ...(this.cancellations !== undefined && {
        [workerEnvironment.cancellationQueueUrl]: this.cancellations.queue.queueUrl,
      }),
    };
    if (props.entry !== undefined) this.function = this.#workerFunction(props.entry, props);
  }

  /**
   * Lets a worker outside this construct do the work: read the requests, extend their visibility, publish results.
   * A function gets the variables too; give other hosts `environment`.
   */
  grantWork(grantee: IGrantable): Grant {
    if (grantee instanceof LambdaFunction) {
      for (const [name, value] of Object.entries(this.environment)) grantee.addEnvironment(name, value);
    }
    return this.#grantPublishing(grantee).combine(grantPolling(this.requestQueue, grantee));
  }

  /** Lets a requester of another account send requests; within one account its own role is enough. */
  grantRequester({ account, namespace, region = Stack.of(this).region }: RequesterLocation): Grant {
    const { partition } = Stack.of(this);
    const role = this.#relay.names.requesterRole(namespace, region);
    const grantee = new AccountPrincipal(account);
    const { statementAdded } = this.requestQueue.addToResourcePolicy(
      new PolicyStatement({
        sid: `Requester${account}${namespace.replaceAll('-', '')}`,
        // The account, and the role as a condition: a role as principal would have to be there first.
        principals: [grantee],
        actions: ['sqs:SendMessage'],
        resources: [this.requestQueueArn],
        conditions: { ArnEquals: { 'aws:PrincipalArn': `arn:${partition}:iam::${account}:role/${role}` } },
      }),
    );
    if (statementAdded) return Grant.drop(grantee, 'the policy of the queue lets the account in');
    throw validationError(this, {
      problem: 'the request queue was imported, and its policy cannot be changed from here',
      given: this.requestQueueArn,
      remedy: 'let the requester in where the queue is declared',
    });
  }

  #ownQueue(props: CallbackWorkerProps): QueueWithDeadLetters {
    const { timeout = defaultTimeout, maxReceiveCount = 5, alarmTopic, encryptionKey } = props;
    const visibilityTimeout =
      props.visibilityTimeout ?? Duration.seconds(timeout.toSeconds() * visibilityTimeoutFactor);
    checkVisibility(this, visibilityTimeout, timeout);
    return new QueueWithDeadLetters(this, 'Requests', {
      names: props.relay.names.requestQueue(this.workerName),
      visibilityTimeout,
      maxReceiveCount,
      alarmTopic,
      encryptionKey,
    });
  }

  #workerFunction(entry: string, props: CallbackWorkerProps): LambdaFunction {
    const { relay, timeout = defaultTimeout, batchSize = 10, maxConcurrency = 10 } = props;
    const bundled = bundledFunction(this, 'Worker', {
      functionName: relay.names.workerFunction(this.workerName),
      description: `Does the work of ${this.workerName}`,
      entry,
      eventStreams: true,
      timeout,
      memorySize: 256,
      dataProtection: relay.dataProtection,
      settings: props,
      ...(props.contract !== undefined && { contract: props.contract }),
      environment: { ...props.environment, ...this.environment },
    });
    this.#grantPublishing(bundled);
    mapQueue(bundled, 'Requests', this.requestQueue, { batchSize, maxConcurrency });
    return bundled;
  }

  /** Results under the worker's name, and cancellations where it follows them. */
  #grantPublishing(grantee: IGrantable): Grant {
    this.encryptionKey?.grantDecrypt(grantee);
    const publishing = Grant.addToPrincipal({
      grantee,
      actions: ['events:PutEvents'],
      resourceArns: [this.#relay.eventBus.eventBusArn],
      conditions: publishingConditions(this.workerName, Object.values(resultTypes)),
    });
    if (this.cancellations === undefined) return publishing;
    return publishing.combine(grantPolling(this.cancellations.queue, grantee));
  }
}

const defaultTimeout = Duration.minutes(1);

function checkedWorkerName(scope: Construct, { workerName, contract }: CallbackWorkerProps): string {
  const name = workerName ?? contract?.name;
  if (contract !== undefined && name !== contract.name) {
    throw validationError(scope, {
      problem: `the worker is named otherwise than its contract, which is that of ${contract.name}`,
      given: name,
      remedy: 'leave workerName out, or give the contract of that worker',
    });
  }
  if (name !== undefined && /^[a-z][a-z0-9-]{0,19}$/.test(name)) return name;
  throw validationError(scope, {
    problem: "a worker's name is 1 to 20 of a-z, 0-9 and -, and starts with a letter",
    given: name,
    remedy: 'name it after what it does; it is the event source of its results and part of its queue name',
  });
}
