import type { Deployment } from '../../foundation/resource-type.ts';
import type { LocalFunction } from '../functions/function.ts';

/** What Lambda calls under the function's role while it polls. */
const polled = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

/**
 * What Lambda checks of a queue when a mapping is made.
 * @throws Error in Lambda's words
 */
export async function checkSource(
  fn: LocalFunction,
  sourceArn: string,
  deployment: Deployment,
): Promise<void> {
  if (sourceArn.split(':')[2] !== 'sqs') return;
  const queue = deployment.ofType('AWS::SQS::Queue').find(({ arn }) => arn === sourceArn);
  if (queue === undefined) {
    throw new Error(
      `Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist: ${sourceArn}`,
    );
  }
  for (const operation of polled) {
    try {
      deployment.authorize('sqs', operation, { QueueUrl: queue.ref }, fn.roleArn);
    } catch {
      throw new Error(`The provided execution role does not have permissions to call ${operation} on SQS`);
    }
  }
  const visibility = Number(queue.properties.VisibilityTimeout ?? 30);
  if (visibility < fn.timeoutSeconds) {
    throw new Error(
      `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${fn.timeoutSeconds} seconds`,
    );
  }
}
