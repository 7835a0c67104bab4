import * as cdk from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';

/**
 * Findings of cdk-nag that are meant, each with its reason. They stand on the constructs, so that apps of other
 * teams that run the same packs find the same.
 */
const reasons = {
  'AwsSolutions::AwsSolutions-IAM5[Resource::*]':
    'X-Ray, the delivery of Step Functions logs and lists of queues, mappings and machines know no resources: their actions are allowed on all or on none',
  'AwsSolutions::AwsSolutions-DDB3':
    'Only protected stages keep point-in-time recovery: rows of others live for days and stand for test executions',
  'Serverless::Serverless-SQSRedrivePolicy':
    'This is the dead-letter queue; what is in it waits for a redrive',
  'Serverless::Serverless-LambdaDLQ':
    'Nothing invokes the function asynchronously: a queue, a URL or a state machine does, and learns or keeps what failed',
  'Serverless::Serverless-LambdaEventSourceMappingDestination':
    'A mapping of a queue takes no destination: the redrive policy of the queue puts aside what failed',
} as const;

export type Finding = keyof typeof reasons;

export function acknowledge(scope: IConstruct, ...findings: readonly Finding[]): void {
  acknowledgeFor(
    scope,
    findings.map((id) => ({ id, reason: reasons[id] })),
  );
}

interface Acknowledgement {
  readonly id: string;
  readonly reason: string;
}

/** Older releases of CDK have no validations to acknowledge, and cdk-nag 3 does not run on them. */
function acknowledgeFor(scope: IConstruct, acknowledgements: readonly Acknowledgement[]): void {
  const { Validations } = cdk as { readonly Validations?: typeof cdk.Validations };
  Validations?.of(scope).acknowledge(...acknowledgements);
}

/** The finding that state machines are named by a pattern. */
export function acknowledgeAnswerableNames(scope: IConstruct, names: readonly string[]): void {
  const machines = `${statesArn(scope)}:stateMachine`;
  acknowledgeFor(
    scope,
    names.map((name) => ({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${machines}:${name}]`,
      reason:
        'Names by convention: a task token, which the relay needs besides, is of one task of one of them',
    })),
  );
}

/** The findings that an operator lists and describes every execution of the account and region. */
export function acknowledgeOperation(grantee: IGrantable, looked: readonly string[]): void {
  const scope: unknown = grantee;
  if (!Construct.isConstruct(scope)) return;
  const states = statesArn(scope);
  acknowledge(scope, 'AwsSolutions::AwsSolutions-IAM5[Resource::*]');
  acknowledgeFor(
    scope,
    [`${states}:stateMachine:*`, `${states}:execution:*`, ...looked.map((arn) => spelt(scope, arn))].map(
      (arn) => ({
        id: `AwsSolutions::AwsSolutions-IAM5[Resource::${arn}]`,
        reason:
          'An operator looks after the executions, reads the logs and counts the requests of any team; none of these calls shows a token',
      }),
    ),
  );
}

function statesArn(scope: IConstruct): string {
  const { partition, region, account } = Stack.of(scope);
  return spelt(scope, `arn:${partition}:states:${region}:${account}`);
}

/** As cdk-nag spells references. */
function spelt(scope: IConstruct, text: string): string {
  const resolved: unknown = Stack.of(scope).resolve(text);
  if (typeof resolved === 'string') return resolved;
  const parts =
    (resolved as { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] })['Fn::Join']?.[1] ?? [];
  return parts
    .map((part) => (typeof part === 'string' ? part : `<${Object.values(part as object)[0]}>`))
    .join('');
}
