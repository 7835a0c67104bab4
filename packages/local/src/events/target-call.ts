import { AwsError } from '../foundation/aws-error.ts';
import type { Caller, CallService } from '../foundation/service.ts';
import type { Delivery } from './delivery.ts';
import { parseArn } from './event-arn.ts';
import { targetInput } from './target-input.ts';

/** How a queue that is known by its ARN is called; undefined where there is no such queue. */
export type QueueUrlOf = (arn: string) => string | undefined;

export interface TargetPorts {
  readonly callService: CallService;
  readonly queueUrlOf: QueueUrlOf;
  /** Puts the event on the bus that the target names. */
  readonly forward: (delivery: Delivery) => Promise<void>;
}

/** The kinds of target that are supported, by the service in their ARN. */
export const SUPPORTED_TARGETS: ReadonlySet<string> = new Set(['sqs', 'sns', 'lambda', 'events', 'states']);

/** Those that EventBridge calls under a role of the target's own. */
export const TARGETS_WITH_ROLE: ReadonlySet<string> = new Set(['events', 'states']);

/** Makes one attempt; throws what the target's service threw. */
export async function callTarget(delivery: Delivery, ports: TargetPorts): Promise<void> {
  const { target } = delivery;
  switch (parseArn(target.Arn)?.service) {
    case 'sqs':
      return sendMessage(delivery, ports);
    case 'lambda':
      await ports.callService(
        'lambda',
        'Invoke',
        { FunctionName: target.Arn, InvocationType: 'Event', Payload: targetInput(delivery) },
        ruleCaller(delivery),
      );
      return;
    case 'sns':
      await ports.callService(
        'sns',
        'Publish',
        { TopicArn: target.Arn, Message: targetInput(delivery) },
        ruleCaller(delivery),
      );
      return;
    case 'states':
      await ports.callService(
        'states',
        'StartExecution',
        { stateMachineArn: target.Arn, input: targetInput(delivery) },
        roleCaller(delivery),
      );
      return;
    case 'events':
      return ports.forward(delivery);
    default:
      throw new AwsError('ValidationException', `${target.Arn} is not a supported target`);
  }
}

async function sendMessage(delivery: Delivery, { callService, queueUrlOf }: TargetPorts): Promise<void> {
  const { target } = delivery;
  const group = target.SqsParameters?.MessageGroupId;
  await callService(
    'sqs',
    'SendMessage',
    {
      QueueUrl: requireQueueUrl(target.Arn, queueUrlOf),
      MessageBody: targetInput(delivery),
      ...(group === undefined ? {} : { MessageGroupId: group }),
    },
    ruleCaller(delivery),
  );
}

/** @throws AwsError QueueDoesNotExist */
export function requireQueueUrl(arn: string, queueUrlOf: QueueUrlOf): string {
  const url = queueUrlOf(arn);
  if (url === undefined)
    throw new AwsError('QueueDoesNotExist', `The specified queue does not exist: ${arn}`);
  return url;
}

/** EventBridge itself, on behalf of the rule: what resource policies admit by `aws:SourceArn`. */
export function ruleCaller({ ruleArn }: Delivery): Caller {
  const { account = '', region = '' } = parseArn(ruleArn) ?? {};
  return { account, region, servicePrincipal: 'events.amazonaws.com', sourceArn: ruleArn };
}

/** EventBridge under the target's role. */
function roleCaller(delivery: Delivery): Caller {
  const { account, region, sourceArn = '' } = ruleCaller(delivery);
  return { account, region, roleArn: delivery.target.RoleArn ?? '', sessionName: 'events', sourceArn };
}
