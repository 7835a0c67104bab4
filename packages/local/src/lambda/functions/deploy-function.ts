import { statSync } from 'node:fs';
import { type Resource, text } from '../../foundation/resource-type.ts';
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
  return {
    name,
    arn,
    roleArn: text(resource, 'Role') ?? '',
    runtime: nodeRuntime(resource),
    handler: text(resource, 'Handler') ?? 'index.handler',
    codeDirectory: bundleOf(resource),
    environment: Object.fromEntries(Object.entries(Variables).map(([key, value]) => [key, String(value)])),
    timeoutSeconds: Number(properties.Timeout ?? TIMEOUT_SECONDS),
    memoryMb: Number(properties.MemorySize ?? MEMORY_MB),
    ...(description !== undefined && { description }),
    ...(reserved !== undefined && { reservedConcurrency: Number(reserved) }),
    ...(TargetArn !== undefined && { deadLetterArn: TargetArn }),
    ...(asynchronous && { asynchronous }),
    lastModified: Date.now(),
  };
}

function nodeRuntime(resource: Resource): string {
  const runtime = text(resource, 'Runtime') ?? '';
  if (/^nodejs\d+\.x$/.test(runtime)) return runtime;
  throw new Error(
    `the runtime ${runtime || 'of an image'} is not supported by the local runtime: only Node.js is`,
  );
}

function bundleOf({ assetDirectory, properties }: Resource): string {
  if (assetDirectory === undefined) {
    const how = Object.keys((properties.Code ?? {}) as object).join(' and ');
    throw new Error(
      `Code given by ${how} is not supported by the local runtime: only an asset of the app is`,
    );
  }
  const found = statSync(assetDirectory, { throwIfNoEntry: false });
  if (found === undefined)
    throw new Error(`its bundle ${assetDirectory} is missing; was the app synthesized without bundling?`);
  if (!found.isDirectory())
    throw new Error(
      `its bundle ${assetDirectory} is no folder: packed assets are not supported by the local runtime`,
    );
  return assetDirectory;
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
