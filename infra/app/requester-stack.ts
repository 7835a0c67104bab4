import { standardPrefix } from '@callback-relay/contract/names';
import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { acknowledge } from '../lib/acknowledgements.ts';
import { defaultLogRetention } from '../lib/function/bundled-function.ts';
import { CallbackRelay } from '../lib/relay/callback-relay.ts';
import type { ICallbackRelay } from '../lib/relay/relay-attributes.ts';
import { CallbackRequester } from '../lib/requester/callback-requester.ts';
import { CallbackTask } from '../lib/task/callback-task.ts';
import { CallbackWorker } from '../lib/worker/callback-worker.ts';

export interface RequesterStackProps extends StackProps {
  readonly stage: string;
}

/** A requester's team: the state machine that asks whether a number is even, and the function that opens its callbacks. */
export class RequesterStack extends Stack {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: RequesterStackProps) {
    super(scope, id, props);
    const { stage } = props;
    const relay = CallbackRelay.fromStage(this, 'Relay', stage);
    const requester = new CallbackRequester(this, 'Requester', { relay, namespace: 'even-odd' });
    const ask = new CallbackTask(this, 'Ask whether the number is even', {
      requester,
      worker: CallbackWorker.fromName(this, { relay, workerName: 'even-odd' }),
      timeout: Duration.minutes(5),
    });
    this.stateMachine = new StateMachine(this, 'EvenOdd', {
      stateMachineName: `${standardPrefix(stage)}-even-odd`,
      definitionBody: DefinitionBody.fromChainable(ask),
      tracingEnabled: true,
      logs: {
        destination: machineLogs(this, relay),
        level: LogLevel.ALL,
        // Execution data holds task tokens.
        includeExecutionData: false,
      },
    });
    acknowledge(this.stateMachine, 'AwsSolutions::AwsSolutions-IAM5[Resource::*]');
    new CfnOutput(this, 'StateMachineArn', { value: this.stateMachine.stateMachineArn });
  }
}

function machineLogs(scope: Construct, { stage, dataProtection }: ICallbackRelay): LogGroup {
  return new LogGroup(scope, 'EvenOddLogs', {
    // Under this prefix Step Functions needs no resource policy of its own, which has a small limit.
    logGroupName: `/aws/vendedlogs/states/${standardPrefix(stage)}-even-odd`,
    retention: defaultLogRetention(dataProtection),
    removalPolicy: dataProtection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}
