import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { paginateListEventSourceMappings } from '@aws-sdk/client-lambda';
import { listMachines, type MachineSummary } from '../executions/executions.ts';
import { attempt, OperatorError } from '../operator-error.ts';
import { listQueues, type QueueDepth } from '../queues/list-queues.ts';
import type { CallerIdentity, Stage } from '../stage/stage.ts';

export interface Resources {
  readonly stage: string;
  readonly endpoint?: string;
  readonly caller: CallerIdentity;
  readonly eventBus: string;
  readonly callbacksTable: string;
  readonly relayFunction: string;
  readonly queues: readonly QueueDepth[];
  readonly machines: readonly MachineSummary[];
  readonly mappings: readonly QueueMapping[];
  /** Functions of the stage, from the names of their log groups. */
  readonly functions: readonly string[];
}

/** A queue that a function is fed from. */
export interface QueueMapping {
  readonly functionName: string;
  readonly queue: string;
  readonly enabled: boolean;
}

/** What a stage is made of; what may not be listed is left empty. */
export async function listResources(stage: Stage): Promise<Resources> {
  const { names, endpoint } = stage;
  const [caller, queues, machines, functions, mappings] = await Promise.all([
    stage.caller(),
    orEmpty(listQueues(stage)),
    orEmpty(listMachines(stage)),
    orEmpty(listFunctions(stage)),
    orEmpty(listMappings(stage)),
  ]);
  return {
    stage: stage.name,
    ...(endpoint !== undefined && { endpoint }),
    caller,
    eventBus: names.eventBus,
    callbacksTable: names.callbacksTable,
    relayFunction: names.relayFunction,
    queues,
    machines,
    functions,
    mappings,
  };
}

async function listMappings({ clients: { lambda }, names }: Stage): Promise<readonly QueueMapping[]> {
  return attempt('listing event source mappings', async () => {
    const found: QueueMapping[] = [];
    for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client: lambda }, {}))
      for (const { FunctionArn = '', EventSourceArn = '', State = '' } of EventSourceMappings) {
        const queue = EventSourceArn.split(':').at(-1) ?? '';
        const functionName = FunctionArn.split(':').at(-1) ?? '';
        if (names.queueNamed(queue) !== undefined)
          found.push({ functionName, queue, enabled: State === 'Enabled' || State === 'Enabling' });
      }
    return found;
  });
}

async function listFunctions({ clients: { logs }, names }: Stage): Promise<readonly string[]> {
  const prefix = '/aws/lambda/';
  try {
    const answer = await logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: `${prefix}${names.functionPrefix}` }),
    );
    return (answer.logGroups ?? [])
      .map(({ logGroupName = '' }) => logGroupName.slice(prefix.length))
      .filter(names.isFunction);
  } catch {
    return [];
  }
}

async function orEmpty<Value>(reading: Promise<readonly Value[]>): Promise<readonly Value[]> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof OperatorError && error.code === 'access-denied') return [];
    throw error;
  }
}
