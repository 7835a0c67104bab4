import { z } from 'zod';
import { AwsError } from '../../foundation/aws-error.ts';
import type { Authorize, Caller, CallService } from '../../foundation/service.ts';
import type { LocalFunction } from '../functions/function.ts';
import { openStreamReader } from './stream-reader.ts';
import { isStreamArn } from './stream-settings.ts';

/** What Lambda calls under the function's role while it polls a queue. */
const polled = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

/** The answer of GetQueueAttributes. */
const queueAnswer = z.object({ Attributes: z.object({ VisibilityTimeout: z.coerce.number() }) });

export interface SourcePorts {
  readonly callService: CallService;
  readonly authorize: Authorize;
  readonly queueUrlOf: (arn: string) => string;
  /** The function's role. */
  readonly callerOf: (fn: LocalFunction) => Caller;
}

/**
 * What Lambda checks of a source when a mapping is made.
 * @throws AwsError InvalidParameterValueException in Lambda's words
 */
export async function checkSource(fn: LocalFunction, sourceArn: string, ports: SourcePorts): Promise<void> {
  if (isStreamArn(sourceArn)) await checkStream(sourceArn, ports.callerOf(fn), ports);
  if (sourceArn.split(':')[2] === 'sqs') await checkQueue(fn, sourceArn, ports);
}

async function checkQueue(
  fn: LocalFunction,
  sourceArn: string,
  { callService, authorize, queueUrlOf, callerOf }: SourcePorts,
): Promise<void> {
  const { roleArn: _, ...lambda } = callerOf(fn);
  const queue = { QueueUrl: queueUrlOf(sourceArn) };
  const timeout = ['VisibilityTimeout'];
  const answer = await callService(
    'sqs',
    'GetQueueAttributes',
    { ...queue, AttributeNames: timeout },
    lambda,
  ).catch(() => {
    throw refused(
      `Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist: ${sourceArn}`,
    );
  });
  for (const operation of polled) {
    try {
      await authorize('sqs', operation, queue, callerOf(fn));
    } catch {
      throw refused(`The provided execution role does not have permissions to call ${operation} on SQS`);
    }
  }
  const visibility = queueAnswer.parse(answer).Attributes.VisibilityTimeout;
  if (visibility >= fn.timeoutSeconds) return;
  throw refused(
    `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${fn.timeoutSeconds} seconds`,
  );
}

async function checkStream(streamArn: string, caller: Caller, { callService }: SourcePorts): Promise<void> {
  try {
    const reader = await openStreamReader(streamArn, callService, caller);
    await reader.read(undefined, 1);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === 'ResourceNotFoundException')
      throw refused(`Stream not found: ${streamArn}`);
    throw refused(
      `Cannot access stream ${streamArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
    );
  }
}

function refused(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
