import { stableUuid } from '../../foundation/stable-uuid.ts';
import { checkedFunctionProperties, type FunctionResource } from '../resource-properties.ts';
import type { LocalFunction } from './function.ts';

/**
 * What a template says of a function that has no effect here, with what Lambda shows where it is silent; variables, dead
 * letters and layers are shown only where there are any (recorded).
 */
export function shownProperties({ name, properties }: FunctionResource): object {
  const { Environment, DeadLetterConfig, Layers = [] } = properties;
  const { Architectures, EphemeralStorage, LoggingConfig, SnapStart, TracingConfig } =
    checkedFunctionProperties.parse(properties);
  return {
    Architectures: Architectures ?? ['x86_64'],
    EphemeralStorage: EphemeralStorage ?? { Size: 512 },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}`, ...LoggingConfig },
    SnapStart: { ApplyOn: SnapStart?.ApplyOn ?? 'None', OptimizationStatus: 'Off' },
    TracingConfig: { Mode: TracingConfig?.Mode ?? 'PassThrough' },
    ...(Environment && { Environment: { Variables: Environment.Variables ?? {} } }),
    ...(DeadLetterConfig?.TargetArn && { DeadLetterConfig }),
    ...(Layers.length > 0 && { Layers: Layers.map((Arn) => ({ Arn })) }),
  };
}

/** As GetFunctionConfiguration answers it, of the function itself or of a version or alias of it. */
export function showConfiguration(fn: LocalFunction, qualifier: string | undefined, version: string): object {
  return {
    ...showListed(fn),
    FunctionArn: qualifier === undefined ? fn.arn : `${fn.arn}:${qualifier}`,
    Version: version,
    State: 'Active',
    LastUpdateStatus: 'Successful',
  };
}

/**
 * As ListFunctions answers it: without its state.
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
 */
export function showListed(fn: LocalFunction): object {
  const { lastModified } = fn;
  return {
    FunctionName: fn.name,
    FunctionArn: fn.arn,
    Runtime: fn.runtime,
    Role: fn.roleArn,
    Handler: fn.handler,
    Description: fn.description ?? '',
    Timeout: fn.timeoutSeconds,
    MemorySize: fn.memoryMb,
    LastModified: new Date(lastModified).toISOString().replace('Z', '+0000'),
    RevisionId: stableUuid(fn.arn, String(lastModified)),
    Version: '$LATEST',
    PackageType: 'Zip',
    ...fn.shown,
  };
}
