import {
  type EventSourceMappingConfiguration,
  type LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { DescribeStateMachineCommand, ListStateMachinesCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** The deployed app, found by its names: nothing of its templates is needed. */
export interface Deployment {
  readonly stage: string;
  readonly eventBus: string;
  readonly requestQueueUrl: string;
  /** The event source that the example's worker answers as. */
  readonly workerSource: string;
  readonly stateMachineArn: string;
  /** The role that the example's state machine runs under; it may invoke the requester. */
  readonly roleArn: string;
  readonly requesterArn: string;
  readonly workerMappingId: string;
  readonly relayMappingId: string;
}

interface Clients {
  readonly states: SFNClient;
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
}

/** @throws Error that names what is not deployed under `stage`. */
export async function findDeployment({ states, sqs, lambda }: Clients, stage: string): Promise<Deployment> {
  const prefix = `callback-relay-${stage}`;
  const { stateMachines = [] } = await states.send(new ListStateMachinesCommand({ maxResults: 1000 }));
  const machine = stateMachines.find((each) => each.name === `${prefix}-even-odd`);
  if (machine?.stateMachineArn === undefined) {
    throw new Error(
      `no state machine is called ${prefix}-even-odd: deploy the app of stage ${stage} first (pnpm synth, then cdk deploy --all)`,
    );
  }
  const { stateMachineArn } = machine;
  const { definition = '', roleArn = '' } = await states.send(
    new DescribeStateMachineCommand({ stateMachineArn }),
  );
  const { QueueUrl: requestQueueUrl = '' } = await sqs.send(
    new GetQueueUrlCommand({ QueueName: `${prefix}-even-odd-requests` }),
  );
  return {
    stage,
    eventBus: prefix,
    requestQueueUrl,
    workerSource: 'even-odd',
    stateMachineArn,
    roleArn,
    requesterArn: requesterOf(definition),
    workerMappingId: await mappingOf(lambda, `${prefix}-even-odd-worker`),
    relayMappingId: await mappingOf(lambda, `${prefix}-relay`),
  };
}

function requesterOf(definition: string): string {
  const arn = /"FunctionName"\s*:\s*"([^"]+)"/.exec(definition)?.[1];
  if (arn === undefined)
    throw new Error('the example state machine invokes no function: is it an older deployment?');
  return arn;
}

async function mappingOf(lambda: LambdaClient, FunctionName: string): Promise<string> {
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName }),
  );
  const mapping: EventSourceMappingConfiguration | undefined = EventSourceMappings[0];
  if (mapping?.UUID === undefined) throw new Error(`${FunctionName} has no event source mapping`);
  return mapping.UUID;
}
