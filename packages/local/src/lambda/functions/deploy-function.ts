import { type Resource, text } from '../../foundation/resource-type.ts';
import { codeOf, layersOf, runtimeOf } from './code.ts';
import type { AsynchronousConfig, LocalFunction } from './function.ts';

/** Lambda's standards. */
const TIMEOUT_SECONDS = 3;
const MEMORY_MB = 128;

type OfType = (type: string) => readonly Resource[];

/** @throws Error that names what is not supported by the local runtime about it */
export function localFunction(resource: Resource, ofType: OfType): LocalFunction {
  const { name, arn = '', properties } = resource;
  const { Variables = {} } = (properties.Environment ?? {}) as { Variables?: Record<string, string> };
  const { TargetArn } = (properties.DeadLetterConfig ?? {}) as { TargetArn?: string };
  const reserved = properties.ReservedConcurrentExecutions;
  const description = text(resource, 'Description');
  const asynchronous = asynchronousConfig(resource, ofType);
  const runtime = runtimeOf(resource);
  const codeDirectory = codeOf(resource, runtime);
  const layers = layersOf(resource, ofType);
  return {
    name,
    arn,
    roleArn: text(resource, 'Role') ?? '',
    runtime,
    handler: text(resource, 'Handler') ?? 'index.handler',
    codeDirectory,
    ...(layers.length > 0 && { layerDirectories: layers }),
    environment: Object.fromEntries(Object.entries(Variables).map(([key, value]) => [key, String(value)])),
    timeoutSeconds: within(properties.Timeout ?? TIMEOUT_SECONDS, 'timeout', 1, 900),
    memoryMb: within(properties.MemorySize ?? MEMORY_MB, 'memorySize', 128, 10_240),
    ...(description !== undefined && { description }),
    ...(reserved !== undefined && { reservedConcurrency: Number(reserved) }),
    ...(TargetArn !== undefined && { deadLetterArn: TargetArn }),
    ...(asynchronous && { asynchronous }),
    lastModified: Date.now(),
  };
}

function asynchronousConfig({ ref }: Resource, ofType: OfType): AsynchronousConfig | undefined {
  const config = ofType('AWS::Lambda::EventInvokeConfig').find(
    ({ properties }) => properties.FunctionName === ref,
  );
  if (config === undefined) return undefined;
  const {
    MaximumRetryAttempts: retries,
    MaximumEventAgeInSeconds: age,
    DestinationConfig,
  } = config.properties;
  const { OnFailure, OnSuccess } = (DestinationConfig ?? {}) as Record<
    string,
    { Destination: string } | undefined
  >;
  return {
    ...(retries !== undefined && { maximumRetryAttempts: Number(retries) }),
    ...(age !== undefined && { maximumEventAgeSeconds: Number(age) }),
    ...(OnFailure && { onFailure: OnFailure.Destination }),
    ...(OnSuccess && { onSuccess: OnSuccess.Destination }),
  };
}

/** @throws Error in Lambda's words */
function within(value: unknown, member: string, from: number, to: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= from && number <= to) return number;
  const rule = number < from ? `greater than or equal to ${from}` : `less than or equal to ${to}`;
  throw new Error(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have value ${rule}`,
  );
}
