import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { acknowledge } from '../lib/acknowledgements.ts';
import { stagePrefix } from '../lib/names.ts';
import { RelayReference } from '../lib/relay/relay-reference.ts';
import { CallbackRequester } from '../lib/requester/callback-requester.ts';
import { isProtected } from '../lib/stage.ts';
import { CallbackTask } from '../lib/task/callback-task.ts';
import { workerAt } from '../lib/worker/worker-reference.ts';

export interface RequesterStackProps extends StackProps {
  readonly stage: string;
}

/** A requester's team: the state machine that asks whether a number is even, and the function that opens its callbacks. */
export class RequesterStack extends Stack {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: RequesterStackProps) {
    super(scope, id, props);
    const { stage } = props;
    const relay = new RelayReference(this, 'Relay', { stage });
    const requester = new CallbackRequester(this, 'Requester', { relay, namespace: 'even-odd' });
    const ask = new CallbackTask(this, 'Ask whether the number is even', {
      requester,
      worker: workerAt(this, { stage, workerName: 'even-odd' }),
      timeout: Duration.minutes(5),
    });
    this.stateMachine = new StateMachine(this, 'EvenOdd', {
      stateMachineName: `${stagePrefix(stage)}-even-odd`,
      definitionBody: DefinitionBody.fromChainable(ask),
      tracingEnabled: true,
      logs: {
        destination: machineLogs(this, stage),
        level: LogLevel.ALL,
        // Execution data holds task tokens.
        includeExecutionData: false,
      },
    });
    acknowledge(this.stateMachine, 'AwsSolutions::AwsSolutions-IAM5[Resource::*]');
    relay.grantTaskResponse(this.stateMachine);
    new CfnOutput(this, 'StateMachineArn', { value: this.stateMachine.stateMachineArn });
  }
}

function machineLogs(scope: Construct, stage: string): LogGroup {
  return new LogGroup(scope, 'EvenOddLogs', {
    // Under this prefix Step Functions needs no resource policy of its own, which has a small limit.
    logGroupName: `/aws/vendedlogs/states/${stagePrefix(stage)}-even-odd`,
    retention: isProtected(stage) ? RetentionDays.THREE_MONTHS : RetentionDays.TWO_WEEKS,
    removalPolicy: isProtected(stage) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}
