import type { FunctionResource } from '../resource-properties.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const reserved: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_ENVIRONMENT_BYTES = 4096;
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_LAYERS = 5;

/** https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html */
const VARIABLE_NAME = /^[a-zA-Z]([a-zA-Z0-9_])+$/;

/** @throws Error in Lambda's words, for what its API refuses and the resource's schema takes */
export function checkFunction({ properties }: FunctionResource): void {
  if (properties.Handler === undefined)
    throw new Error(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  const { length: layers = 0 } = properties.Layers ?? [];
  if (layers > MOST_LAYERS)
    throw new Error(`Cannot reference more than ${MOST_LAYERS} layers, and ${layers} are given.`);
  checkEnvironment(properties.Environment?.Variables ?? {});
}

function checkEnvironment(variables: Readonly<Record<string, string>>): void {
  const names = Object.keys(variables);
  const used = names.filter((name) => reserved.has(name));
  if (used.length > 0)
    throw new Error(
      `${UNABLE} contains reserved keys that are currently not supported for modification. ` +
        `Reserved keys used in this request: ${used.join(', ')}`,
    );
  const wrong = names.filter((name) => !VARIABLE_NAME.test(name));
  if (wrong.length > 0)
    throw new Error(
      "1 validation error detected: Value at 'environment.variables' failed to satisfy constraint: Map keys must " +
        `satisfy constraint: [Member must satisfy regular expression pattern: ${VARIABLE_NAME.source}], and was given ${wrong.join(', ')}`,
    );
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  if (bytes > MOST_ENVIRONMENT_BYTES)
    throw new Error(
      `${UNABLE} exceeded the 4KB limit. As JSON they have ${bytes} bytes: ${names.join(', ')}`,
    );
}

const UNABLE =
  'Lambda was unable to configure your environment variables because the environment variables you have provided';
