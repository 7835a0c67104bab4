import { devNull } from 'node:os';
import type { FunctionKeys, LocalFunction } from './function.ts';
import { layerPaths } from './layer-paths.ts';

export interface EnvironmentOptions {
  readonly region: string;
  readonly endpoint: string;
  readonly keys: FunctionKeys;
  readonly instanceId: string;
}

/** Everything that a function's `process.env` has: Lambda's reserved variables and its own, nothing of the parent's
 * but PATH. */
export function functionEnvironment(
  { name, handler, memoryMb, runtime, codeDirectory, layerDirectories = [], environment }: LocalFunction,
  { region, endpoint, keys, instanceId }: EnvironmentOptions,
): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    // Functions in AWS find no such files; here they would find the developer's.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    ...environment,
    _HANDLER: handler,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SESSION_TOKEN: keys.sessionToken,
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `[$LATEST]${instanceId}`,
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    LAMBDA_TASK_ROOT: codeDirectory,
    ...layerPaths(layerDirectories, runtime, { PATH: process.env.PATH, ...environment }),
  };
}
