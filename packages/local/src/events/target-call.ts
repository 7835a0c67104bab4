import { AwsError } from '../foundation/aws-error.ts';
import type { EventTargets } from '../foundation/event-target.ts';
import type { Caller, CallService } from '../foundation/service.ts';
import type { Delivery } from './delivery.ts';
import { parseArn } from './event-arn.ts';
import { targetInput } from './target-input.ts';

/** Their service: rules write every event there that a person is to see. */
export const LOG_GROUPS = 'logs';

/** How a queue that is known by its ARN is called; undefined where there is no such queue. */
export type QueueUrlOf = (arn: string) => string | undefined;

export interface TargetPorts {
  readonly callService: CallService;
  readonly targets: EventTargets;
  readonly queueUrlOf: QueueUrlOf;
  /** Puts the event on the bus that the target names. */
  readonly forward: (delivery: Delivery) => Promise<void>;
}

/** Makes one attempt; throws what the target's service threw. */
export async function callTarget(delivery: Delivery, ports: TargetPorts): Promise<void> {
  const { Arn: arn, SqsParameters } = delivery.target;
  const service = parseArn(arn)?.service ?? '';
  if (service === 'events') return ports.forward(delivery);
  // Nothing keeps logs here: that the event came is in the runtime's own log.
  if (service === LOG_GROUPS) return;
  const target = Object.hasOwn(ports.targets, service) ? ports.targets[service] : undefined;
  if (target === undefined) throw new AwsError('ValidationException', `${arn} is not a supported target`);
  const group = SqsParameters?.MessageGroupId;
  const { operation, input } = target.call(
    { arn, text: targetInput(delivery), ...(group !== undefined && { group }) },
    { queueUrlOf: (queueArn) => requireQueueUrl(queueArn, ports.queueUrlOf) },
  );
  await ports.callService(
    service,
    operation,
    input,
    target.underRole ? roleCaller(delivery) : ruleCaller(delivery),
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
