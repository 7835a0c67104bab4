import { AwsError } from '../../foundation/aws-error.ts';
import { compileFilter } from './filter.ts';
import type { MappedFunction } from './mapped-function.ts';
import type { Mapping } from './mapping.ts';
import type { MappingInput } from './mapping-input.ts';
import {
  changedStreamSettings,
  isStreamArn,
  newStreamSettings,
  refuseStreamMembers,
  showStreamSettings,
} from './stream-settings.ts';

/**
 * The ARN of a queue or a stream.
 * @throws AwsError InvalidParameterValueException, as recorded where there is none
 */
export function sourceArnOf({ EventSourceArn }: MappingInput): string {
  if (EventSourceArn === undefined) throw invalid('Unrecognized event source.');
  if (isStreamArn(EventSourceArn) || EventSourceArn.split(':')[2] === 'sqs') return EventSourceArn;
  throw invalid(
    `The event source ${EventSourceArn} is not supported by the local runtime: SQS queues and streams of DynamoDB are.`,
  );
}

/** @throws AwsError InvalidParameterValueException */
export function newMapping(uuid: string, mapped: MappedFunction, input: MappingInput, now: number): Mapping {
  const sourceArn = sourceArnOf(input);
  const isStream = isStreamArn(sourceArn);
  const standard: Mapping = {
    uuid,
    sourceArn,
    ...functionMembers(mapped),
    enabled: true,
    batchSize: isStream ? 100 : 10,
    windowSeconds: 0,
    reportBatchItemFailures: false,
    ...(isStream && { stream: newStreamSettings(input, sourceArn) }),
    modifiedAt: now,
  };
  return changedMapping(standard, input, now);
}

function functionMembers({ fn, qualifier }: MappedFunction) {
  const isVersion = qualifier !== undefined && qualifier !== '$LATEST';
  return {
    functionName: fn.name,
    functionArn: isVersion ? `${fn.arn}:${qualifier}` : fn.arn,
    qualifier: isVersion ? qualifier : undefined,
  };
}

/**
 * @param mapped undefined where the function stays
 * @throws AwsError InvalidParameterValueException
 */
export function changedMapping(
  mapping: Mapping,
  input: MappingInput,
  now: number,
  mapped?: MappedFunction,
): Mapping {
  const { maximumConcurrency: standing, ...rest } = mapping;
  const { stream } = mapping;
  if (stream === undefined) refuseStreamMembers(input);
  else if (input.ScalingConfig !== undefined)
    throw invalid('ScalingConfig is not supported for streams: only queues have a maximum concurrency.');
  const maximum = input.ScalingConfig === undefined ? standing : input.ScalingConfig.MaximumConcurrency;
  const filters = input.FilterCriteria?.Filters?.map(({ Pattern }) => Pattern) ?? mapping.filters ?? [];
  for (const pattern of filters) compileFilter(pattern);
  const reports = input.FunctionResponseTypes?.includes('ReportBatchItemFailures');
  const changed: Mapping = {
    ...rest,
    ...(mapped && functionMembers(mapped)),
    enabled: input.Enabled ?? mapping.enabled,
    batchSize: input.BatchSize ?? mapping.batchSize,
    windowSeconds: input.MaximumBatchingWindowInSeconds ?? mapping.windowSeconds,
    ...(maximum !== undefined && { maximumConcurrency: maximum }),
    reportBatchItemFailures: reports ?? mapping.reportBatchItemFailures,
    ...(filters.length > 0 && { filters }),
    ...(stream && { stream: changedStreamSettings(stream, input) }),
    modifiedAt: now,
  };
  if (stream === undefined) checkQueueBatch(changed);
  return changed;
}

/** @throws AwsError InvalidParameterValueException */
function checkQueueBatch({ sourceArn, batchSize, windowSeconds }: Mapping): void {
  if (sourceArn.endsWith('.fifo') && (batchSize > 10 || windowSeconds > 0))
    throw invalid('Batching window is not supported for FIFO queues, nor a batch size over 10.');
  if (batchSize > 10 && windowSeconds < 1)
    throw invalid(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
}

/** As the API answers it, and has been recorded: how the last batch went is shown of streams alone. */
export function showMapping(mapping: Mapping, lastResult: string, state?: string): object {
  const { uuid, stream, maximumConcurrency } = mapping;
  const [, , , region, account] = mapping.functionArn.split(':');
  return {
    UUID: uuid,
    EventSourceMappingArn: `arn:aws:lambda:${region}:${account}:event-source-mapping:${uuid}`,
    EventSourceArn: mapping.sourceArn,
    FunctionArn: mapping.functionArn,
    State: state ?? (mapping.enabled ? 'Enabled' : 'Disabled'),
    StateTransitionReason: stream === undefined ? 'USER_INITIATED' : 'User action',
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    ...(mapping.filters && { FilterCriteria: { Filters: mapping.filters.map((Pattern) => ({ Pattern })) } }),
    ...(maximumConcurrency !== undefined && { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
    ...(stream && { ...showStreamSettings(stream), LastProcessingResult: lastResult }),
    FunctionResponseTypes: mapping.reportBatchItemFailures ? ['ReportBatchItemFailures'] : [],
    LastModified: mapping.modifiedAt / 1000,
  };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
