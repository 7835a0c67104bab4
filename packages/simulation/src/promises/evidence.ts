import { type EventEnvelope, relaySource, resultTypes, type Verdict } from '@callback-relay/contract';
import {
  type AnswerEvent,
  answersOf,
  correlationIdIn,
  deliverable,
  mayAnswer,
} from '../designs/event-statements.ts';
import { fateOf, type Statement } from '../designs/statement.ts';
import { mappedTwice } from '../scenario/foreign-event.ts';
import type { Attempt } from '../services/execution.ts';
import type { Played } from '../system/play.ts';
import type { RecordedVerdict } from '../system/relay-archive.ts';
import { isJudgedBesideParked } from './judged-beside-parked.ts';

/** A run at rest, arranged for the checks. */
export interface Evidence extends Played {
  /** Result events that EventBridge accepted. */
  readonly results: readonly EventEnvelope[];
  /** The outcome that a result stands for; undefined for a broken one, and for a heartbeat. */
  readonly answerTo: (event: EventEnvelope) => string | undefined;
  readonly answers: readonly AnswerEvent[];
  readonly attempts: readonly Attempt[];
  /** By event ID, in the order in which they were written. */
  readonly recordedOf: (eventId: string) => readonly RecordedVerdict[];
  readonly answersTo: (attempt: Attempt) => readonly AnswerEvent[];
  /** Every result of those who may answer, under the correlation ID of the attempt. */
  readonly resultsTo: (attempt: Attempt) => readonly EventEnvelope[];
  readonly fate: (attempt: Attempt) => ReturnType<typeof fateOf>;
  readonly correlationIdOf: (attempt: Attempt) => string | undefined;
  /** When the callback of the attempt was opened; undefined when it never was. */
  readonly openedAt: (attempt: Attempt) => number | undefined;
}

/** What a check found in one run. */
export interface Finding {
  /** How often the promise was put to the test. */
  readonly tested: number;
  /** One line for each time that it was broken. */
  readonly violations: readonly string[];
}

export function evidenceOf(played: Played): Evidence {
  const { bus, table, stepFunctions, archive, scenario, moments } = played;
  const attempts = stepFunctions.attempts();
  const openings = table
    .openings()
    .map(({ opening, at }) => ({ correlationId: opening.correlationId, token: opening.taskToken, at }));
  const results = bus.accepted().filter(isResult).flatMap(asMapped);
  const outcomes = new Map(results.map((event) => [event, deliverable(event)]));
  const answerTo = (event: EventEnvelope) => outcomes.get(event);
  const recorded = Map.groupBy(archive.recorded, ({ record }) => record.event.id);
  const recordedOf = (eventId: string) => recorded.get(eventId) ?? [];
  const answers = answersOf(results, openings, attempts, scenario.parkedFor, answerTo).filter(
    ({ event, isEarly }) => !isEarly || !isJudgedBesideParked(event, played, recordedOf(event.id)),
  );
  const byAttempt = Map.groupBy(answers, ({ attempt }) => attempt);
  const opened = new Map(openings.toReversed().map(({ token, at }) => [token, at]));
  const answersTo = (attempt: Attempt) => byAttempt.get(attempt) ?? [];
  const underId = Map.groupBy(results, correlationIdIn);
  const idOf = new Map(openings.map(({ token, correlationId }) => [token, correlationId]));
  const resultsTo = (attempt: Attempt) =>
    (underId.get(idOf.get(attempt.token)) ?? []).filter((event) => mayAnswer(attempt, event));
  const sayableTo = (attempt: Attempt) => resultsTo(attempt).map((event) => ({ answer: answerTo(event) }));
  const saidTo = (attempt: Attempt): Statement[] => answersTo(attempt).map(({ statement }) => statement);
  return {
    ...played,
    attempts,
    answerTo,
    answers,
    results,
    recordedOf,
    answersTo,
    resultsTo,
    fate: (attempt) => fateOf(attempt, saidTo(attempt), moments.recoveredAt, sayableTo(attempt)),
    correlationIdOf: ({ token }) => idOf.get(token),
    openedAt: ({ token }) => opened.get(token),
  };
}

/** Two results with one event ID, where two rules of the bus make them of one event. */
export function asMapped(event: EventEnvelope): readonly EventEnvelope[] {
  const { [mappedTwice]: output, ...detail } = event.detail as Readonly<Record<string, unknown>>;
  return output === undefined
    ? [event]
    : [
        { ...event, detail },
        { ...event, detail: { ...detail, output } },
      ];
}

const resultTypeNames: readonly string[] = Object.values(resultTypes);

function isResult({ source, 'detail-type': type }: EventEnvelope): boolean {
  return source !== relaySource && resultTypeNames.includes(type);
}

/** The verdicts that an event ended in: parked is on the way, and what was given up may be redriven. */
export function finalVerdicts(recorded: readonly RecordedVerdict[]): Verdict[] {
  const verdicts = [...new Set(recorded.map(({ record }) => record.verdict))];
  const final = verdicts.filter((verdict) => verdict !== 'parked');
  const decided = final.filter((verdict) => verdict !== 'undeliverable');
  return decided.length > 0 ? decided : final;
}
