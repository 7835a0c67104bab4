import { Stack, Token, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Findings of cdk-nag that are meant, each with its reason. They stand on the constructs, so that apps of other
 * teams that run the same packs are told the same.
 */
const reasons = {
  'AwsSolutions::AwsSolutions-IAM5[Resource::*]':
    'X-Ray and the delivery of Step Functions logs know no resources: their actions are allowed on all or on none',
  'AwsSolutions::AwsSolutions-DDB3':
    'Only prod keeps point-in-time recovery: rows of other stages live for days and stand for test executions',
  'Serverless::Serverless-SQSRedrivePolicy':
    'This is the dead-letter queue; what is in it waits for a redrive',
  'Serverless::Serverless-LambdaDLQ':
    'Nobody invokes the function asynchronously: a queue or a state machine does, and keeps what failed',
  'Serverless::Serverless-LambdaEventSourceMappingDestination':
    'A mapping of a queue takes no destination: the redrive policy of the queue puts aside what failed',
} as const;

export type Finding = keyof typeof reasons;

export function acknowledge(scope: IConstruct, ...findings: readonly Finding[]): void {
  Validations.of(scope).acknowledge(...findings.map((id) => ({ id, reason: reasons[id] })));
}

/** The finding that state machines are named by a pattern. */
export function acknowledgeAnswerableNames(scope: IConstruct, names: readonly string[]): void {
  const { region, account } = Stack.of(scope);
  const spelt = (value: string, name: string) => (Token.isUnresolved(value) ? `<AWS::${name}>` : value);
  const machines = `arn:<AWS::Partition>:states:${spelt(region, 'Region')}:${spelt(account, 'AccountId')}:stateMachine`;
  Validations.of(scope).acknowledge(
    ...names.map((name) => ({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${machines}:${name}]`,
      reason:
        'Names by convention: a task token, which the relay needs besides, is of one task of one of them',
    })),
  );
}
