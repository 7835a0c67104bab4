import type { Delivery } from './delivery.ts';
import type { DeliveryFailure } from './delivery-failure.ts';
import type { ExhaustedCondition } from './retry-schedule.ts';

/** The input of SQS SendMessage for an event that could not be delivered: the event, and why, as AWS says it. */
export function deadLetter(
  queueUrl: string,
  { event, ruleArn, target, attempts }: Delivery,
  failure: DeliveryFailure,
  exhausted: ExhaustedCondition | undefined,
): Record<string, unknown> {
  const attributes: Record<string, string> = {
    RULE_ARN: ruleArn,
    TARGET_ARN: target.Arn,
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.message,
  };
  if (exhausted !== undefined) {
    attributes.EXHAUSTED_RETRY_CONDITION = exhausted;
    attributes.RETRY_ATTEMPTS = String(attempts - 1);
  }
  return {
    QueueUrl: queueUrl,
    MessageBody: JSON.stringify(event),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [
        name,
        { DataType: 'String', StringValue: value || '-' },
      ]),
    ),
  };
}
