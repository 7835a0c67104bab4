import { isResult, type ResultType, shown, wrongWith } from './event-check.ts';
import { until } from './stage/condition.ts';
import type { PublishedEvent } from './stage/event-record.ts';
import type { Stage } from './stage/stage.ts';
import { isEmpty } from './stage/test-queue.ts';

/** The first answer of `ask` that is not undefined; undefined where timeouts ends before, or the worker does. */
export async function awaited<Answer>(
  stage: Stage,
  ask: () => Promise<Answer | undefined> | Answer | undefined,
): Promise<Answer | undefined> {
  const found = await until(async () => {
    const answer = await ask();
    return answer !== undefined || !stage.worker.running ? { answer } : undefined;
  }, stage.timeouts.answerSeconds);
  return found?.answer;
}

/** The first result about this callback, or undefined where none comes. */
export async function resultOf(stage: Stage, correlationId: string): Promise<PublishedEvent | undefined> {
  return awaited(stage, () => stage.events.about(correlationId).find(isResult));
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
  if (!(await awaited(stage, () => isEmpty(stage.requests)))) {
    return `${type}, but the message is still on the queue`;
  }
  const second = stage.events.about(correlationId).filter(isResult)[1];
  return second === undefined ? undefined : `a second result: ${shown(second)}`;
}

/** Why no result came, as far as that is known. */
export function nothing(stage: Stage, correlationId: string): string {
  const others = stage.events.about(correlationId);
  const last = others.at(-1) ?? stage.events.all.at(-1);
  const lately = last === undefined ? 'and no event at all so far' : `the last event was ${shown(last)}`;
  const within = stage.worker.running ? ` within ${stage.timeouts.answerSeconds} s` : '';
  return `no result for ${correlationId}${within}, ${lately}`;
}
