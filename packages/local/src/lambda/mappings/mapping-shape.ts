import { z } from 'zod';
import { AwsError } from '../../foundation/aws-error.ts';
import type { LocalFunction } from '../functions/function.ts';
import { compileFilter } from './filter.ts';
import type { Mapping } from './mapping.ts';
import { mappingId } from './mapping-id.ts';
import {
  changedStreamSettings,
  isStreamArn,
  newStreamSettings,
  refuseStreamMembers,
  showStreamSettings,
  streamMembers,
} from './stream-settings.ts';

/** What CreateEventSourceMapping and UpdateEventSourceMapping may say; what is not supported by the local runtime is refused by name. */
const inputSchema = z.strictObject({
  UUID: z.string().optional(),
  FunctionName: z.string().optional(),
  EventSourceArn: z.string().optional(),
  Enabled: z.boolean().optional(),
  BatchSize: z.coerce.number().int().min(1).max(10_000).optional(),
  MaximumBatchingWindowInSeconds: z.coerce.number().int().min(0).max(300).optional(),
  ScalingConfig: z
    .strictObject({ MaximumConcurrency: z.coerce.number().int().min(2).max(1000).optional() })
    .optional(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).optional(),
  FilterCriteria: z
    .strictObject({
      Filters: z
        .array(z.strictObject({ Pattern: z.string() }))
        .max(5)
        .optional(),
    })
    .optional(),
  ...streamMembers,
  Tags: z.unknown().optional(),
  MetricsConfig: z.unknown().optional(),
});

export type MappingInput = z.infer<typeof inputSchema>;

/** @throws AwsError InvalidParameterValueException that names what is not supported by the local runtime */
export function readMappingInput(input: Record<string, unknown>): MappingInput {
  const parsed = inputSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalid(z.prettifyError(parsed.error));
}

/** @throws AwsError InvalidParameterValueException */
export function newMapping(fn: LocalFunction, input: MappingInput, now: number): Mapping {
  const sourceArn = input.EventSourceArn ?? '';
  const isStream = isStreamArn(sourceArn);
  if (!isStream && sourceArn.split(':')[2] !== 'sqs') {
    throw invalid(
      `The event source ${input.EventSourceArn} is not supported by the local runtime: SQS queues and streams of DynamoDB are.`,
    );
  }
  const standard: Mapping = {
    uuid: mappingId(fn.name, sourceArn),
    sourceArn,
    functionName: fn.name,
    functionArn: fn.arn,
    enabled: true,
    batchSize: isStream ? 100 : 10,
    windowSeconds: 0,
    reportBatchItemFailures: false,
    ...(isStream && { stream: newStreamSettings(input) }),
    modifiedAt: now,
  };
  return changedMapping(standard, input, now);
}

/** @throws AwsError InvalidParameterValueException */
export function changedMapping(mapping: Mapping, input: MappingInput, now: number): Mapping {
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

/** As the API answers it. */
export function showMapping(mapping: Mapping, lastResult: string, state?: string): object {
  const { maximumConcurrency } = mapping;
  return {
    UUID: mapping.uuid,
    EventSourceArn: mapping.sourceArn,
    FunctionArn: mapping.functionArn,
    State: state ?? (mapping.enabled ? 'Enabled' : 'Disabled'),
    StateTransitionReason: 'USER_INITIATED',
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    ...(mapping.filters && { FilterCriteria: { Filters: mapping.filters.map((Pattern) => ({ Pattern })) } }),
    ...(maximumConcurrency !== undefined && { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
    ...(mapping.stream && showStreamSettings(mapping.stream)),
    FunctionResponseTypes: mapping.reportBatchItemFailures ? ['ReportBatchItemFailures'] : [],
    LastModified: mapping.modifiedAt / 1000,
    LastProcessingResult: lastResult,
  };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
