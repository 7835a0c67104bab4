import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../../acknowledgements.ts';
import type { FunctionSettings } from '../../function/bundled-function.ts';
import { QueueWithDeadLetters } from '../../queue/queue-with-dead-letters.ts';
import type { ICallbackRelay } from '../../relay/relay-attributes.ts';
import { CallbackWorker } from '../../worker/callback-worker.ts';
import type { IWorker } from '../../worker/worker-attributes.ts';
import { entryFile, publicFunction } from '../public-function.ts';

export interface CallbackApprovalProps extends FunctionSettings {
  /** The relay whose bus decisions are published to. */
  readonly relay: ICallbackRelay;
  /** The event source of its decisions, and part of its names: 1 to 14 of a-z, 0-9 and -. */
  readonly approvalName: string;
  /** Where the alarms on dead letters are published. @default nowhere: they change colour */
  readonly alarmTopic?: ITopic;
}

/**
 * A worker whose work is done by people. Its request says what is to be approved and by whom:
 * `{ title, subject, approvers: ['ann@example.com'] }`. Each approver gets a link of his own, as a message of `links` for whatever
 * sends mail. Opening a link shows what is to be approved, and sending its form decides it, once. The task's output is
 * `{ decision, decidedBy, decidedAt, comment, digest }`, `decision` being `approved` or `rejected`.
 */
export class CallbackApproval extends Construct implements IWorker {
  readonly workerName: string;
  readonly account: string;
  readonly requestQueueUrl: string;
  readonly requestQueueArn: string;
  /** A message for each link: `{ approver, title, url, expiresAt }`. The URL is a credential. */
  readonly links: IQueue;
  /** The function behind the links. */
  readonly function: LambdaFunction;
  /** What links begin with. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: CallbackApprovalProps) {
    super(scope, id);
    const { relay, approvalName, alarmTopic, encryptionKey } = props;
    const table = this.#table(relay);
    const links = new QueueWithDeadLetters(this, 'Links', {
      names: relay.names.requestQueue(`${approvalName}-links`),
      visibilityTimeout: Duration.minutes(3),
      maxReceiveCount: 5,
      alarmTopic,
      encryptionKey,
    });
    this.links = links.queue;
    const page = publicFunction(this, 'Page', {
      relay,
      source: approvalName,
      description: `Shows and decides what ${approvalName} are asked for`,
      entry: 'approval/page.lambda',
      settings: props,
      environment: { APPROVALS_TABLE_NAME: table.tableName },
    });
    this.function = page.function;
    this.url = page.url.url;
    const worker = new CallbackWorker(this, 'Worker', {
      ...props,
      relay,
      workerName: approvalName,
      entry: entryFile('approval/opening.lambda'),
      environment: {
        RESULT_SOURCE: approvalName,
        APPROVALS_TABLE_NAME: table.tableName,
        APPROVAL_LINKS_QUEUE_URL: this.links.queueUrl,
        APPROVAL_URL: this.url,
      },
    });
    const opening = worker.function as LambdaFunction;
    grantTable(table, opening, ['dynamodb:GetItem', 'dynamodb:PutItem']);
    grantTable(table, page.function, ['dynamodb:GetItem', 'dynamodb:UpdateItem']);
    Grant.addToPrincipal({
      grantee: opening,
      actions: ['sqs:SendMessage'],
      resourceArns: [this.links.queueArn],
    });
    ({
      workerName: this.workerName,
      account: this.account,
      requestQueueUrl: this.requestQueueUrl,
      requestQueueArn: this.requestQueueArn,
    } = worker);
  }

  /**
   * Lets a principal void an approval's links, and fail its task by `ApprovalRevoked`: by invoking the function with
   * `{ "revoke": "CORRELATION ID", "reason": "…" }`.
   */
  grantRevoke(grantee: IGrantable): Grant {
    return this.function.grantInvoke(grantee);
  }

  #table({ dataProtection }: ICallbackRelay): Table {
    const table = new Table(this, 'Approvals', {
      partitionKey: { name: 'correlationId', type: AttributeType.STRING },
      timeToLiveAttribute: 'timeToLive',
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: dataProtection },
      deletionProtection: dataProtection,
      removalPolicy: dataProtection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    if (!dataProtection) acknowledge(table, 'AwsSolutions::AwsSolutions-DDB3');
    return table;
  }
}

function grantTable(table: ITable, grantee: LambdaFunction, actions: string[]): void {
  Grant.addToPrincipal({ grantee, actions, resourceArns: [table.tableArn] });
}
