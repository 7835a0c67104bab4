import { paginateListEventSourceMappings } from '@aws-sdk/client-lambda';
import { chainKeyOf } from '@callback-relay/callbacks-table';
import { callbackReader } from '@callback-relay/callbacks-table/dynamodb';
import type { QueueNames } from '@callback-relay/contract/names';
import { readCallback } from '../callback/read-callback.ts';
import { showCallback } from '../callback/show-callback.ts';
import { type DeadLetter, peekDeadLetters } from '../dead-letters/peek.ts';
import { type LogLine, readLogs } from '../logs/read-logs.ts';
import { readVerdicts, type VerdictEntry } from '../logs/verdicts.ts';
import { attempt, OperatorError } from '../operator-error.ts';
import { listQueues, type QueueDepth } from '../queues/list-queues.ts';
import type { Stage } from '../stage/stage.ts';
import type { Consumer, Facts, WorkerFacts } from './facts.ts';

/** Looks at everything that a callback's way leads through. What may not be read is taken for unknown. */
export async function gatherFacts(stage: Stage, correlationId: string): Promise<Facts> {
  const [row, callback, queues] = await Promise.all([
    readCallback(stage, correlationId),
    showCallback(stage, correlationId),
    listQueues(stage),
  ]);
  const since = row.openedAt ?? stage.now() - 86_400_000;
  const newest =
    row.idempotencyKey === undefined
      ? undefined
      : callbackReader(stage.clients.dynamodb, stage.names.callbacksTable).newestAttempt(
          chainKeyOf(correlationId, row.idempotencyKey),
        );
  const [newestAttempt, workers, relay, parkedElsewhere] = await Promise.all([
    newest,
    Promise.all(callback.sources.map((source) => workerFacts(stage, source, queues, correlationId, since))),
    relayFacts(stage, queues, correlationId, since),
    parkedUnderOtherKeys(stage, callback, since),
  ]);
  return {
    now: stage.now(),
    callback,
    newestAttempt,
    workers: workers.filter((worker) => worker !== undefined),
    relay,
    parkedElsewhere,
  };
}

async function workerFacts(
  stage: Stage,
  name: string,
  queues: readonly QueueDepth[],
  correlationId: string,
  since: number,
): Promise<WorkerFacts | undefined> {
  const names = stage.names.requestQueue(name);
  const queue = queues.find((each) => each.name === names.queue);
  if (queue === undefined) return undefined;
  const functionName = stage.names.workerFunction(name);
  const [consumer, deadLetters, ...lines] = await Promise.all([
    consumerOf(stage, queue),
    deadLettersFor(stage, queues, names, correlationId),
    ...errorTerms.map((containing) => orNone<LogLine>(readLogs(stage, { functionName, containing, since }))),
  ]);
  const found = new Map(lines.flat().map((line) => [line.id, line]));
  const errors = [...found.values()].sort((one, other) => (one.at < other.at ? -1 : 1));
  return { name, queue, consumer, deadLetters, errors: errors.filter(isError) };
}

/** What a line that tells of an error has in it, by our own log and by Lambda's. */
const errorTerms = ['ERROR', 'Task timed out', 'Runtime exited'];

function isError({ text, fields }: LogLine): boolean {
  return fields.level === undefined
    ? errorTerms.some((term) => text.includes(term))
    : fields.level === 'ERROR';
}

async function relayFacts(stage: Stage, queues: readonly QueueDepth[], correlationId: string, since: number) {
  const { relayQueue, relayFunction } = stage.names;
  const queue = queues.find(({ name }) => name === relayQueue.queue);
  const [consumer, deadLetters, lines] = await Promise.all([
    queue === undefined ? undefined : consumerOf(stage, queue),
    deadLettersFor(stage, queues, relayQueue, correlationId),
    orNone<LogLine>(readLogs(stage, { functionName: relayFunction, containing: correlationId, since })),
  ]);
  const faults = lines.filter(
    ({ fields }) => fields.message === 'call denied' || fields.message === 'call failed',
  );
  return { queue, consumer, deadLetters, faults };
}

async function consumerOf(
  { clients: { lambda } }: Stage,
  { arn }: QueueDepth,
): Promise<Consumer | undefined> {
  return attempt('looking for the event source mapping', async () => {
    const found: Consumer[] = [];
    for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings(
      { client: lambda },
      { EventSourceArn: arn },
    ))
      for (const { FunctionArn = '', State = '' } of EventSourceMappings)
        found.push({
          functionName: FunctionArn.split(':').at(-1) ?? '',
          enabled: State === 'Enabled' || State === 'Enabling',
        });
    return found.find(({ enabled }) => enabled) ?? found[0];
  });
}

async function deadLettersFor(
  stage: Stage,
  queues: readonly QueueDepth[],
  { deadLetters: name }: QueueNames,
  correlationId: string,
) {
  if (!queues.some((queue) => queue.name === name && queue.visible > 0)) return [];
  const letters = await orNone<DeadLetter>(peekDeadLetters(stage, name));
  return letters.filter((letter) => letter.correlationId === correlationId);
}

/** Results that were parked since the callback opened, from sources that may answer it, for a callback that is not there. */
async function parkedUnderOtherKeys(
  stage: Stage,
  { sources, correlationId }: { readonly sources: readonly string[]; readonly correlationId: string },
  since: number,
): Promise<readonly VerdictEntry[]> {
  const verdicts = await orNone<VerdictEntry>(readVerdicts(stage, { since }));
  const ends = new Map(verdicts.map((entry) => [entry.event.id, entry]));
  return [...ends.values()].filter(
    (entry) =>
      ['parked', 'unclaimed'].includes(entry.verdict) &&
      entry.correlationId !== correlationId &&
      sources.includes(entry.event.source),
  );
}

async function orNone<Value>(reading: Promise<readonly Value[]>): Promise<readonly Value[]> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof OperatorError) return [];
    throw error;
  }
}
