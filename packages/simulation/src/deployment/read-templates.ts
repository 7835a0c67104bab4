import type { DeployedConfiguration, DeployedQueue, DeployedRetrier } from './deployed-configuration.ts';

/** CloudFormation templates of relay, requester and worker, as parsed JSON. */
export type Template = Readonly<Record<string, unknown>>;

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/**
 * What the simulation takes from the templates that are deployed, so that it is never kinder than they are.
 * @throws TypeError where a template lacks what is looked for, by its name
 */
export function readTemplates(templates: readonly Template[]): DeployedConfiguration {
  const resources = templates.flatMap(({ Resources }) =>
    Object.entries((Resources ?? {}) as Readonly<Record<string, Resource>>),
  );
  const named = (type: string, name: string, ending: string) => {
    const found = resources.find(
      ([, { Type, Properties }]) => Type === type && String(Properties[name]).endsWith(ending),
    );
    if (found === undefined) throw new TypeError(`no ${type} is called …${ending} in the templates`);
    return { id: found[0], properties: found[1].Properties };
  };
  const functionOf = (ending: string) => named('AWS::Lambda::Function', 'FunctionName', ending).properties;
  const variables = ((functionOf('-relay').Environment ?? {}) as { Variables?: Record<string, unknown> })
    .Variables;
  const variable = (name: string) => numberOf(variables?.[name], `the relay's ${name}`);
  const queueOf = (ending: string): DeployedQueue => {
    const { id, properties } = named('AWS::SQS::Queue', 'QueueName', ending);
    return queueFrom(id, properties, resources);
  };
  const deadLetters = named('AWS::SQS::Queue', 'QueueName', '-results-dead-letters').properties;
  return {
    relay: {
      timeoutSeconds: numberOf(functionOf('-relay').Timeout, 'the relay Timeout'),
      quotaPerSecond: variable('STEP_FUNCTIONS_CALLS_PER_SECOND'),
      quotaBurst: variable('STEP_FUNCTIONS_CALLS_BURST'),
      parkedSeconds: variable('PARKED_RESULT_SECONDS'),
      rowRetentionSeconds: variable('CALLBACK_ROW_RETENTION_SECONDS'),
    },
    requester: { timeoutSeconds: numberOf(functionOf('-requester').Timeout, 'the requester Timeout') },
    worker: { timeoutSeconds: numberOf(functionOf('-worker').Timeout, 'the worker Timeout') },
    relayQueue: queueOf('-results'),
    deferredQueue: queueOf('-deferred'),
    requestQueue: queueOf('-requests'),
    deadLetters: {
      retentionSeconds: numberOf(deadLetters.MessageRetentionPeriod, 'MessageRetentionPeriod'),
    },
    retry: retryIn(resources.map(([, resource]) => resource)),
  };
}

function queueFrom(
  id: string,
  properties: Readonly<Record<string, unknown>>,
  resources: readonly (readonly [string, Resource])[],
): DeployedQueue {
  const mapping = resources.find(
    ([, { Type, Properties }]) =>
      Type === 'AWS::Lambda::EventSourceMapping' &&
      JSON.stringify(Properties.EventSourceArn).includes(`"${id}"`),
  )?.[1].Properties;
  const redrive = properties.RedrivePolicy as { readonly maxReceiveCount?: unknown } | undefined;
  const scaling = mapping?.ScalingConfig as { readonly MaximumConcurrency?: unknown } | undefined;
  return {
    delaySeconds: numberOf(properties.DelaySeconds ?? 0, `DelaySeconds of ${id}`),
    visibilitySeconds: numberOf(properties.VisibilityTimeout, `VisibilityTimeout of ${id}`),
    retentionSeconds: numberOf(properties.MessageRetentionPeriod, `MessageRetentionPeriod of ${id}`),
    maxReceiveCount: numberOf(redrive?.maxReceiveCount, `maxReceiveCount of ${id}`),
    batchSize: numberOf(mapping?.BatchSize, `BatchSize of ${id}`),
    maximumConcurrency: numberOf(scaling?.MaximumConcurrency, `MaximumConcurrency of ${id}`),
  };
}

/** The first Retry of the callback task: the one that the construct writes. */
function retryIn(resources: readonly Resource[]): DeployedRetrier {
  const machine = resources.find(({ Type }) => Type === 'AWS::StepFunctions::StateMachine');
  const definition = JSON.stringify(machine?.Properties.DefinitionString ?? '');
  const text = JSON.parse(`"${definition.match(/\\"Retry\\":\[(\{.*?\})\]/)?.[1] ?? ''}"`) as string;
  if (text === '') throw new TypeError('no state machine in the templates has a Retry');
  const retrier = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return {
    errorEquals: retrier.ErrorEquals as readonly string[],
    intervalSeconds: numberOf(retrier.IntervalSeconds, 'IntervalSeconds'),
    maxAttempts: numberOf(retrier.MaxAttempts, 'MaxAttempts'),
    backoffRate: numberOf(retrier.BackoffRate, 'BackoffRate'),
    maxDelaySeconds: numberOf(retrier.MaxDelaySeconds, 'MaxDelaySeconds'),
    fullJitter: retrier.JitterStrategy === 'FULL',
  };
}

function numberOf(value: unknown, what: string): number {
  const number = Number(value);
  if (value === undefined || Number.isNaN(number))
    throw new TypeError(`${what} is not a number: ${String(value)}`);
  return number;
}
