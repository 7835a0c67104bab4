import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { currentVersion, operatorSource, resultTypes } from '@callback-relay/contract';
import { readCallback } from '../callback/read-callback.ts';
import { attempt, OperatorError } from '../operator-error.ts';
import type { Stage } from '../stage/stage.ts';
import { awaitVerdict } from './await-verdict.ts';
import { checkOutput, checkProgress, checkText } from './check-answer.ts';

/** An answer by hand. `output` and `progress` are JSON texts. */
export type HandAnswer =
  | { readonly kind: 'succeed'; readonly output: string }
  | { readonly kind: 'fail'; readonly error: string; readonly cause?: string }
  | { readonly kind: 'heartbeat'; readonly progress?: string };

export interface Answered {
  readonly correlationId: string;
  readonly eventId: string;
  readonly who: string;
  readonly why: string;
  /** What the relay decided; left out where it had not within the time that was waited. */
  readonly verdict?: string;
}

/**
 * Answers a callback by a result event under the operator's own source, so that every promise and verdict holds for it.
 * The event says who, by STS, and why.
 *
 * @throws OperatorError `invalid-input` before anything is published; `not-found`, `not-waiting`; `access-denied`
 */
export async function answerByHand(
  stage: Stage,
  correlationId: string,
  answer: HandAnswer,
  why: string,
): Promise<Answered> {
  const { type, body } = detailOf(answer);
  checkText('why', why, 1024);
  const { state } = await readCallback(stage, correlationId);
  if (state === 'settled' || state === 'cancelled')
    throw new OperatorError(
      'not-waiting',
      `${correlationId} is ${state}: it waits for no answer any more. callback-relay show ${correlationId} says what became of it.`,
    );
  const { arn: who } = await stage.caller();
  const detail = { version: currentVersion, correlationId, ...body, operator: { who: who.slice(-512), why } };
  const eventId = await publish(stage, type, JSON.stringify(detail));
  const verdict = answer.kind === 'heartbeat' ? undefined : await awaitVerdict(stage, correlationId, eventId);
  return { correlationId, eventId, who, why, ...(verdict !== undefined && { verdict }) };
}

function detailOf(answer: HandAnswer): { readonly type: string; readonly body: object } {
  switch (answer.kind) {
    case 'succeed':
      return { type: resultTypes.succeeded, body: { output: checkOutput(answer.output) } };
    case 'fail':
      return {
        type: resultTypes.failed,
        body: { error: checkText('error', answer.error, 256), cause: answer.cause ?? '' },
      };
    case 'heartbeat':
      return {
        type: resultTypes.heartbeat,
        body: answer.progress === undefined ? {} : { progress: checkProgress(answer.progress) },
      };
  }
}

/** Puts one event on the stage's bus, as the operator; its ID. */
export async function publish(
  { clients: { events }, names }: Stage,
  type: string,
  detail: string,
): Promise<string> {
  const entry = { EventBusName: names.eventBus, Source: operatorSource, DetailType: type, Detail: detail };
  return attempt('publishing the event', async () => {
    const { Entries: [entered] = [] } = await events.send(new PutEventsCommand({ Entries: [entry] }));
    if (entered?.EventId !== undefined) return entered.EventId;
    throw Object.assign(new Error(entered?.ErrorMessage ?? 'EventBridge refused the event'), {
      name: entered?.ErrorCode ?? 'Refused',
    });
  });
}
