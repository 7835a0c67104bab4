import { z } from 'zod';
import { AwsError } from '../../foundation/aws-error.ts';
import type { StreamSettings } from './mapping.ts';

/** What Lambda takes of streams alone: https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const streamMembers = {
  StartingPosition: z.enum(['LATEST', 'AT_TIMESTAMP', 'TRIM_HORIZON']).optional(),
  StartingPositionTimestamp: z.coerce.number().optional(),
  MaximumRetryAttempts: z.coerce.number().int().min(-1).max(10_000).optional(),
  MaximumRecordAgeInSeconds: z.coerce
    .number()
    .int()
    .min(-1)
    .max(604_800)
    .refine((seconds) => seconds === -1 || seconds >= 60, { error: 'Must be -1, or 60 to 604800' })
    .optional(),
  BisectBatchOnFunctionError: z.boolean().optional(),
  ParallelizationFactor: z.coerce.number().int().min(1).max(10).optional(),
  TumblingWindowInSeconds: z.coerce
    .number()
    .int()
    .refine((seconds) => seconds === 0, {
      error: 'tumbling windows are not supported by the local runtime',
    })
    .optional(),
  DestinationConfig: z
    .strictObject({ OnFailure: z.strictObject({ Destination: z.string().optional() }).optional() })
    .optional(),
};

type StreamInput = z.infer<z.ZodObject<typeof streamMembers>>;

/** A stream of DynamoDB; one of Kinesis is not supported by the local runtime. */
export function isStreamArn(arn: string): boolean {
  return arn.split(':')[2] === 'dynamodb' && arn.includes('/stream/');
}

/** @throws AwsError InvalidParameterValueException, as recorded from Lambda */
export function newStreamSettings(
  { StartingPosition: startingPosition, StartingPositionTimestamp: moment }: StreamInput,
  streamArn: string,
): StreamSettings {
  if (startingPosition === undefined)
    throw invalid(
      '1 validation error detected: Value null at startingPosition failed to satisfy constraint: Member must not be null.',
    );
  if (startingPosition === 'AT_TIMESTAMP')
    throw invalid(`Unsupported starting position for arn type: ${streamArn}`);
  if (moment !== undefined) throw invalid('Timestamp only valid with StartingPosition AT_TIMESTAMP');
  return {
    startingPosition,
    maximumRetryAttempts: -1,
    maximumRecordAge: -1,
    bisects: false,
    parallelizationFactor: 1,
  };
}

/** @throws AwsError InvalidParameterValueException */
export function changedStreamSettings(stream: StreamSettings, input: StreamInput): StreamSettings {
  const { onFailure: standing, ...rest } = stream;
  const onFailure =
    input.DestinationConfig === undefined
      ? standing
      : input.DestinationConfig.OnFailure?.Destination || undefined;
  checkDestination(onFailure);
  return {
    ...rest,
    maximumRetryAttempts: input.MaximumRetryAttempts ?? stream.maximumRetryAttempts,
    maximumRecordAge: input.MaximumRecordAgeInSeconds ?? stream.maximumRecordAge,
    bisects: input.BisectBatchOnFunctionError ?? stream.bisects,
    parallelizationFactor: input.ParallelizationFactor ?? stream.parallelizationFactor,
    ...(onFailure !== undefined && { onFailure }),
  };
}

/**
 * A standard queue or topic: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 * @throws AwsError InvalidParameterValueException
 */
function checkDestination(onFailure: string | undefined): void {
  if (onFailure === undefined) return;
  if (!['sqs', 'sns'].includes(onFailure.split(':')[2] ?? ''))
    throw invalid(
      `The destination ${onFailure} is not supported by the local runtime: queues and topics are.`,
    );
  if (onFailure.endsWith('.fifo'))
    throw invalid(
      `The destination ${onFailure} can't be used: batches of a stream that failed go to a standard queue or topic.`,
    );
}

/** @throws AwsError InvalidParameterValueException for what a queue's mapping has not */
export function refuseStreamMembers(input: Readonly<Record<string, unknown>>): void {
  const member = Object.keys(streamMembers).find((name) => input[name] !== undefined);
  if (member === undefined) return;
  if (member.startsWith('StartingPosition'))
    throw invalid('StartingPosition is not valid for SQS event sources.');
  throw invalid(`Unsupported parameter ${member} for event source type sqs.`);
}

/** As the API answers them. */
export function showStreamSettings(stream: StreamSettings): object {
  return {
    StartingPosition: stream.startingPosition,
    MaximumRetryAttempts: stream.maximumRetryAttempts,
    MaximumRecordAgeInSeconds: stream.maximumRecordAge,
    BisectBatchOnFunctionError: stream.bisects,
    ParallelizationFactor: stream.parallelizationFactor,
    TumblingWindowInSeconds: 0,
    DestinationConfig: { OnFailure: stream.onFailure === undefined ? {} : { Destination: stream.onFailure } },
  };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
