import { resultTypes } from '@callback-relay/contract';
import { workerEnvironment } from '@callback-relay/worker/environment';
import { Duration, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { bundledFunction } from '../function/bundled-function.ts';
import { publishingStatement } from '../function/event-publishing.ts';
import { mistake } from '../mistake.ts';
import { requesterRoleName, requestQueueName, workerFunctionName } from '../names.ts';
import { GuardedQueue } from '../queue/guarded-queue.ts';
import { checkVisibility, mapQueue, polling } from '../queue/queue-mapping.ts';
import type { ICallbackRelay } from '../relay/relay-reference.ts';
import { cancellationQueue } from './cancellation-queue.ts';
import type { IWorker } from './worker-reference.ts';

export interface CallbackWorkerProps {
  readonly relay: ICallbackRelay;
  /** The event source of its results, and part of its names: 1 to 20 of a-z, 0-9 and -. */
  readonly workerName: string;
  /** Path of the module that exports the Lambda `handler`. @default no function: the worker runs elsewhere */
  readonly entry?: string;
  /** Of the function. @default 1 minute */
  readonly timeout?: Duration;
  /** At least 6 times the function's timeout. @default 6 times */
  readonly visibilityTimeout?: Duration;
  /** Instances of the function that may run at once, 2 to 1,000. @default 10 */
  readonly maxConcurrency?: number;
  /** Requests that one invocation is given at most, 1 to 10. @default 10 */
  readonly batchSize?: number;
  /** MB of the function. @default 256 */
  readonly memorySize?: number;
  /** Variables of the function, beside the worker's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Receives of a request before it is put aside. @default 5 */
  readonly maxReceiveCount?: number;
  /** Whether the worker learns that nobody waits any more. @default false */
  readonly followCancellations?: boolean;
  /** Who is told of dead letters. @default nobody: the alarm changes colour */
  readonly alarmTopic?: ITopic;
}

/** A requester of another account. */
export interface RequesterLocation {
  readonly account: string;
  readonly namespace: string;
  /** @default the region of the stack */
  readonly region?: string;
}

/** A worker: its request queue, and the function that reads it or the grant for whatever else does. */
export class CallbackWorker extends Construct implements IWorker {
  readonly workerName: string;
  readonly account: string;
  readonly requestQueueUrl: string;
  readonly requestQueueArn: string;
  readonly requests: GuardedQueue;
  /** Only with `followCancellations`. */
  readonly cancellations?: GuardedQueue;
  /** Only with `entry`. */
  readonly function?: LambdaFunction;
  /** The variables that a worker outside Lambda needs. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #relay: ICallbackRelay;

  constructor(scope: Construct, id: string, props: CallbackWorkerProps) {
    super(scope, id);
    const { relay, timeout = Duration.minutes(1), maxReceiveCount = 5 } = props;
    const visibilityTimeout = props.visibilityTimeout ?? Duration.seconds(timeout.toSeconds() * 6);
    checkVisibility(this, visibilityTimeout, timeout);
    this.#relay = relay;
    this.workerName = checkedWorkerName(this, props.workerName);
    this.account = Stack.of(this).account;
    this.requests = new GuardedQueue(this, 'Requests', {
      queueName: requestQueueName(relay.stage, this.workerName),
      visibilityTimeout,
      maxReceiveCount,
      alarmTopic: props.alarmTopic,
    });
    this.requestQueueUrl = this.requests.queue.queueUrl;
    this.requestQueueArn = this.requests.queue.queueArn;
    if (props.followCancellations === true) {
      this.cancellations = cancellationQueue(this, 'Cancellations', {
        relay,
        workerName: this.workerName,
        alarmTopic: props.alarmTopic,
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
    if (props.entry !== undefined) {
      this.function = bundledFunction(this, 'Worker', {
        stage: relay.stage,
        functionName: workerFunctionName(relay.stage, this.workerName),
        description: `Does the work of ${this.workerName}`,
        entry: props.entry,
        eventStreams: true,
        timeout,
        memorySize: props.memorySize ?? 256,
        environment: { ...props.environment, ...this.environment },
      });
      this.#allow(this.function);
      mapQueue(this.function, 'Requests', this.requests.queue, {
        batchSize: props.batchSize ?? 10,
        maxConcurrency: props.maxConcurrency ?? 10,
      });
    }
  }

  /**
   * Lets a worker outside this construct do the work: read the requests, extend their visibility, publish results.
   * A function gets the variables too; give other hosts `environment`.
   */
  grantWork(grantee: IGrantable): void {
    this.#allow(grantee);
    for (const statement of polling(this.requests.queue)) {
      grantee.grantPrincipal.addToPrincipalPolicy(statement);
    }
    if (!(grantee instanceof LambdaFunction)) return;
    for (const [name, value] of Object.entries(this.environment)) grantee.addEnvironment(name, value);
  }

  /** Lets a requester of another account send requests; within one account its own role is enough. */
  admitRequester({ account, namespace, region = Stack.of(this).region }: RequesterLocation): void {
    const { partition } = Stack.of(this);
    const role = requesterRoleName(this.#relay.stage, namespace, region);
    this.requests.queue.addToResourcePolicy(
      new PolicyStatement({
        sid: `Requester${account}${namespace.replaceAll('-', '')}`,
        // The account, and the role as a condition: a role as principal would have to be there first.
        principals: [new AccountPrincipal(account)],
        actions: ['sqs:SendMessage'],
        resources: [this.requestQueueArn],
        conditions: { ArnEquals: { 'aws:PrincipalArn': `arn:${partition}:iam::${account}:role/${role}` } },
      }),
    );
  }

  #allow(grantee: IGrantable): void {
    const statements = [
      publishingStatement(this.#relay.eventBus.eventBusArn, this.workerName, Object.values(resultTypes)),
      ...(this.cancellations === undefined ? [] : polling(this.cancellations.queue)),
    ];
    for (const statement of statements) grantee.grantPrincipal.addToPrincipalPolicy(statement);
  }
}

function checkedWorkerName(scope: Construct, workerName: string): string {
  if (/^[a-z][a-z0-9-]{0,19}$/.test(workerName)) return workerName;
  throw mistake(scope, {
    wrong: "a worker's name is 1 to 20 of a-z, 0-9 and -, and starts with a letter",
    given: workerName,
    remedy: 'name it after what it does; it is the event source of its results and part of its queue name',
  });
}
