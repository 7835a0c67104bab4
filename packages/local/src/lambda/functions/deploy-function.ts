import type { OfType } from '../../foundation/resources/resource-type.ts';
import { brokenConstraint } from '../broken-constraint.ts';
import { type FunctionResource, invokeConfigProperties } from '../resource-properties.ts';
import { codeOf, layersOf, runtimeOf } from './code.ts';
import type { AsynchronousConfig, LocalFunction } from './function.ts';
import { shownProperties } from './show-configuration.ts';

/** Lambda's standards. */
const TIMEOUT_SECONDS = 3;
const MEMORY_MB = 128;

/** @throws Error that names what is not supported by the local runtime about it */
export function localFunction(resource: FunctionResource, ofType: OfType): LocalFunction {
  const { name, arn = '', properties } = resource;
  const { DeadLetterConfig: { TargetArn } = {}, ReservedConcurrentExecutions: reserved } = properties;
  const { Description: description, Handler: handler = 'index.handler', Role: roleArn } = properties;
  const asynchronous = asynchronousConfig(resource, ofType);
  const runtime = runtimeOf(resource);
  const codeDirectory = codeOf(resource, runtime);
  const layers = layersOf(resource, ofType);
  return {
    name,
    arn,
    roleArn,
    runtime,
    handler,
    codeDirectory,
    ...(layers.length > 0 && { layerDirectories: layers }),
    environment: properties.Environment?.Variables ?? {},
    timeoutSeconds: within(properties.Timeout ?? TIMEOUT_SECONDS, 'timeout', 1, 900),
    memoryMb: within(properties.MemorySize ?? MEMORY_MB, 'memorySize', 128, 10_240),
    ...(description !== undefined && { description }),
    ...(reserved !== undefined && { reservedConcurrency: reserved }),
    ...(TargetArn && { deadLetterArn: TargetArn }),
    ...(asynchronous && { asynchronous }),
    lastModified: Date.now(),
    shown: shownProperties(resource),
  };
}

/** An empty text is no destination, by the pattern of https://docs.aws.amazon.com/lambda/latest/api/API_OnFailure.html */
function asynchronousConfig({ ref, arn }: FunctionResource, ofType: OfType): AsynchronousConfig | undefined {
  const config = ofType('AWS::Lambda::EventInvokeConfig', invokeConfigProperties).find(({ properties }) =>
    [ref, arn].includes(properties.FunctionName),
  );
  if (config === undefined) return undefined;
  const {
    MaximumRetryAttempts: retries,
    MaximumEventAgeInSeconds: age,
    DestinationConfig: { OnFailure, OnSuccess } = {},
  } = config.properties;
  return {
    ...(retries !== undefined && { maximumRetryAttempts: retries }),
    ...(age !== undefined && { maximumEventAgeSeconds: age }),
    ...(OnFailure?.Destination && { onFailure: OnFailure.Destination }),
    ...(OnSuccess?.Destination && { onSuccess: OnSuccess.Destination }),
  };
}

/** @throws Error in Lambda's words */
function within(number: number, member: string, from: number, to: number): number {
  if (number >= from && number <= to) return number;
  const rule = number < from ? `greater than or equal to ${from}` : `less than or equal to ${to}`;
  throw brokenConstraint(member, number, `have value ${rule}`);
}
