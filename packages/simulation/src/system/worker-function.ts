import { defineWorker, Failure, type HandlerContext, lambdaWorker } from '@callback-relay/worker';
import { workerEnvironment } from '@callback-relay/worker/environment';
import type {
  CancellationQueue,
  Log,
  PublishOutcome,
  ResultEntry,
  ResultPublisher,
  SqsEvent,
} from '@callback-relay/worker/ports';
import { z } from 'zod';
import type { Instance } from '../engine/instance.ts';
import type { World } from '../engine/world.ts';
import type { Deed } from '../scenario/deed.ts';
import { parties } from '../scenario/parties.ts';
import { answerOfRun } from '../scenario/performed.ts';
import type { EventBus } from '../services/event-bus.ts';
import type { BatchResponse } from '../services/event-source-mapping.ts';
import { lambdaFunction } from '../services/lambda-function.ts';
import type { ReceivedMessage } from '../services/queue.ts';
import { type Local, remote } from '../services/remote.ts';
import { instanceClock } from './instance-clock.ts';
import type { Mutations } from './mutations.ts';

export interface WorkerSurroundings {
  readonly bus: EventBus;
  readonly deeds: readonly Deed[];
  readonly cancellationQueue: (from: Instance) => CancellationQueue;
}

/** Of the request queue's redrive policy. */
const MAX_RECEIVES = 5;
const FUNCTION_TIMEOUT = 60_000;

/** The worker's real code behind an event source mapping, with the handler that does a scenario's deeds. */
export function workerFunction(world: World, surroundings: WorkerSurroundings, mutations: Mutations) {
  const runs = new Map<number, number>();
  return lambdaFunction<readonly ReceivedMessage[], BatchResponse>(world, {
    role: 'worker',
    account: parties.workerAccount,
    timeout: FUNCTION_TIMEOUT,
    create(from) {
      const worker = defineWorker({
        name: parties.workerSource,
        payload: z.object({ deed: z.number() }),
        handle: ({ deed }, context) => perform(world, from, surroundings.deeds[deed] as Deed, runs, context),
      });
      const handle = lambdaWorker(worker, {
        publisher: mutations.publisher(publisher(world, from, surroundings.bus)),
        cancellationQueue: surroundings.cancellationQueue(from),
        clock: instanceClock(world, from),
        random: world.random.fraction,
        log: traceLog(world, from),
        env: { [workerEnvironment.maxReceiveCount]: String(MAX_RECEIVES) },
      });
      return mutations.workerHandler((messages) =>
        handle({ Records: messages.map(recordOf) }, { getRemainingTimeInMillis: () => FUNCTION_TIMEOUT }),
      );
    },
  });
}

function recordOf({ messageId, body, receiveCount }: ReceivedMessage): SqsEvent['Records'][number] {
  return { messageId, body, attributes: { ApproximateReceiveCount: String(receiveCount) } };
}

/** The handler: works for as long as the deed takes, unless it is told to stop. */
async function perform(
  world: World,
  from: Instance,
  deed: Deed,
  runs: Map<number, number>,
  context: HandlerContext,
): Promise<string> {
  const run = (runs.get(deed.number) ?? 0) + 1;
  runs.set(deed.number, run);
  const answer = answerOfRun(deed, run);
  const rests = deed.heartbeats + 1;
  for (let rest = 1; rest <= rests; rest++) {
    await instanceClock(world, from).sleep(deed.duration / rests);
    context.signal.throwIfAborted();
    if (rest < rests) context.progress({ rest });
  }
  if (answer.kind === 'failure') throw new Failure('WorkFailed', answer.text);
  return answer.text;
}

/** As the adapter does it: a call that fails refuses each of its entries. */
function publisher(world: World, from: Instance, bus: EventBus): ResultPublisher {
  const local: Local<ResultPublisher> = {
    publish: (entries) => entries.map((entry) => put(world, bus, from.account, entry)),
  };
  const port = remote<ResultPublisher>(world, from, 'events', local);
  return {
    publish: (entries) =>
      port
        .publish(entries)
        .catch((error: unknown) => entries.map(() => refusal(error instanceof Error ? error.name : 'Error'))),
  };
}

function put(world: World, bus: EventBus, account: string, entry: ResultEntry): PublishOutcome {
  if (world.random.chance(world.faults().throttled)) return refusal('ThrottlingException');
  const { source, detailType, detail } = entry;
  const [eventId = ''] = bus.put(account, [{ source, detailType, detail }]);
  return { status: 'accepted', eventId };
}

function refusal(code: string): PublishOutcome {
  return { status: 'refused', code, message: 'for the moment', transient: true };
}

function traceLog(world: World, from: Instance): Log {
  const say = (message: string, fields: object) =>
    world.trace.add(world.time.now(), from.name, () => `log: ${message} ${JSON.stringify(fields)}`);
  return { info: say, warn: say, error: say };
}
