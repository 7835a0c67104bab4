import { isResult, type ResultType, shown, wrongWith } from './judgement.ts';
import { until } from './stage/condition.ts';
import type { PublishedEvent } from './stage/event-record.ts';
import type { Stage } from './stage/stage.ts';
import { isEmpty } from './stage/test-queue.ts';

/** The first result about this callback, or undefined where none comes or the worker has ended. */
export async function resultOf(stage: Stage, correlationId: string): Promise<PublishedEvent | undefined> {
  const first = () => stage.events.about(correlationId).find(isResult);
  await until(
    () => (first() !== undefined || !stage.worker.running ? true : undefined),
    stage.patience.answerSeconds,
  );
  return first();
}

/** What came in place of one result of this type and an empty queue; undefined when that is what came. */
export async function unlessAnswered(
  stage: Stage,
  correlationId: string,
  type: ResultType,
): Promise<string | undefined> {
  const result = await resultOf(stage, correlationId);
  if (result === undefined) return nothing(stage, correlationId);
  const wrong = wrongWith(result, type, stage.eventBus);
  if (wrong !== undefined) return wrong;
  if (!(await until(() => isEmpty(stage.requests), stage.patience.answerSeconds))) {
    return `${type}, but the message is still on the queue`;
  }
  const second = stage.events.about(correlationId).filter(isResult)[1];
  return second === undefined ? undefined : `a second result: ${shown(second)}`;
}

/** Why no result came, as well as it can be told. */
export function nothing(stage: Stage, correlationId: string): string {
  if (!stage.worker.running) return `the worker ended ${stage.worker.ending}`;
  const others = stage.events.about(correlationId);
  const last = others.at(-1) ?? stage.events.all.at(-1);
  const lately = last === undefined ? 'and no event at all so far' : `the last event was ${shown(last)}`;
  return `no result for ${correlationId} within ${stage.patience.answerSeconds} s, ${lately}`;
}
