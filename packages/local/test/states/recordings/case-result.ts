import { isObject, type Json, type JsonObject } from '../../../src/states/json.ts';
import { asToday } from './changed-since.ts';
import { type Compare, comparer, type Difference, IGNORED } from './compare.ts';
import { valueIn } from './fill.ts';
import type { RecordedAnswer, RecordedCase } from './recording.ts';
import { runCase, type StepAnswer } from './run-case.ts';

/**
 * exact: everything as recorded. words: another message or cause. history: the right end by other events. wrong:
 * another end or answer. refused: not supported, and said so. hangs: an execution never ended. crash: the case threw.
 */
export type Fidelity = 'exact' | 'words' | 'history' | 'wrong' | 'refused' | 'hangs' | 'crash';

export interface CaseResult {
  readonly recorded: RecordedCase;
  readonly fidelity: Fidelity;
  readonly differences: Difference[];
}

const REFUSED = /is not supported by the local runtime/;

/** Members that hold words for people. */
const WORDS =
  /\/(cause|Cause|message|errorMessage|redriveStatusReason)$|\/more\/|\/diagnostics\/\d+\/message$/;

/** The events that end an execution: what they say is the outcome. */
const ENDS = /^Execution(Succeeded|Failed|Aborted|TimedOut)$/;

const answerAt = (expected: RecordedAnswer, answers: readonly StepAnswer[]): Json | undefined => {
  const given = answers[expected.step];
  if (given === undefined) return undefined;
  if (expected.pages) {
    const pages = expected.pages.map((step) => answers[step]);
    const lists = pages.map((page) => (page && 'answer' in page ? listIn(page.answer) : []));
    return lists.flat();
  }
  if (!('answer' in given)) return { error: given.error };
  return expected.at ? valueIn(given.answer, expected.at) : given.answer;
};

const listIn = (answer: Json): Json[] =>
  (isObject(answer) ? (Object.values(answer).find(Array.isArray) as Json[] | undefined) : undefined) ?? [];

const eventsOf = (given: Json | undefined): Json[] =>
  Array.isArray(given) ? given : isObject(given) && Array.isArray(given.events) ? given.events : [];

/** What tells two events of one type apart, without ids and what tells of the network. */
const eventKey = ({ type, id, previousEventId, timestamp, ...details }: JsonObject): string =>
  `${type} ${JSON.stringify(details, (name, value: unknown) => (IGNORED.has(name) ? undefined : (parsedText(value) ?? value)))}`;

const parsedText = (value: unknown): unknown => {
  try {
    return typeof value === 'string' ? sortMembers(JSON.parse(value)) : sortMembers(value);
  } catch {
    return undefined;
  }
};

const sortMembers = (value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;

const LOST = /^ParallelState(Succeeded|Failed|Exited)$/;

/** Events of parallel branches came in any order: sorted, and without ids, they can be compared. */
const inOneOrder = (events: readonly Json[]): Json[] => {
  const typed = (events as readonly JsonObject[]).map((event) => ({ ...event, id: 0, previousEventId: 0 }));
  const start = (events as readonly JsonObject[]).findIndex(({ type }) => type === 'ParallelStateStarted');
  const exit = (events as readonly JsonObject[]).findLastIndex(({ type }) => type === 'ParallelStateExited');
  const end = exit < 0 ? typed.length : exit;
  const between = (typed as JsonObject[])
    .slice(start + 1, end)
    .filter(({ type }) => !LOST.test(String(type)))
    .sort((a, b) => (eventKey(a) < eventKey(b) ? -1 : 1));
  return [...events.slice(0, start + 1), ...between, ...typed.slice(end)];
};

const outcomeOf = (events: readonly Json[]): Json => {
  const last = events.at(-1) as JsonObject | undefined;
  if (!last || !ENDS.test(String(last.type))) return null;
  const details = Object.entries(last).find(([name]) => name.endsWith('EventDetails'))?.[1];
  const { cause, ...outcome } = (details ?? {}) as JsonObject;
  return { type: last.type ?? '', ...outcome };
};

const compareHistory = (
  expected: RecordedAnswer,
  given: Json | undefined,
  compare: Compare,
  recordedCase: RecordedCase,
): [Fidelity, Difference[]] => {
  const events = asToday(recordedCase, expected.events ?? []);
  const all = eventsOf(given);
  // A recording that stops before the end says nothing of what came after it.
  const comparable = outcomeOf(events) === null ? all.slice(0, events.length) : all;
  const [recorded, seen] = [events, comparable].map((list) =>
    expected.unordered ? inOneOrder(list) : list,
  ) as [Json[], Json[]];
  const differences = compare(recorded, seen, expected.key);
  if (differences.length === 0) return ['exact', []];
  const outcome = compare(outcomeOf(recorded), outcomeOf(seen), 'outcome');
  if (outcome.length > 0) return ['wrong', [...outcome, ...differences]];
  return [differences.every(({ path }) => WORDS.test(path)) ? 'words' : 'history', differences];
};

const compareAnswer = (
  expected: RecordedAnswer,
  answers: readonly StepAnswer[],
  recordedCase: RecordedCase,
): [Fidelity, Difference[]] => {
  const compare = comparer(recordedCase.placeholders ?? []);
  const given = answerAt(expected, answers);
  if (expected.kind === 'history') return compareHistory(expected, given, compare, recordedCase);
  const recorded =
    expected.kind === 'error'
      ? { error: { code: expected.error?.code ?? null, message: expected.error?.message ?? null } }
      : expected.answer;
  const differences = compare(recorded, given, expected.key);
  if (differences.length === 0) return ['exact', []];
  return [differences.every(({ path }) => WORDS.test(path)) ? 'words' : 'wrong', differences];
};

const SEVERITY: readonly Fidelity[] = ['exact', 'words', 'history', 'wrong'];

const wasRefused = (answers: readonly StepAnswer[]): boolean => REFUSED.test(JSON.stringify(answers));

/** Runs a case and holds every answer against what AWS recorded. */
export const resultOfCase = async (recorded: RecordedCase): Promise<CaseResult> => {
  try {
    const { answers, hangs } = await runCase(recorded);
    const checked = recorded.expected
      .filter(({ kind }) => kind !== 'messages')
      .map((expected) => compareAnswer(expected, answers, recorded));
    const differences = checked.flatMap(([, found]) => found);
    if (wasRefused(answers)) return { recorded, fidelity: 'refused', differences };
    if (hangs) return { recorded, fidelity: 'hangs', differences };
    const worst = Math.max(0, ...checked.map(([fidelity]) => SEVERITY.indexOf(fidelity)));
    return { recorded, fidelity: SEVERITY[worst] ?? 'exact', differences };
  } catch (error) {
    const difference = { path: 'crash', recorded: '', given: String((error as Error).stack) };
    return { recorded, fidelity: 'crash', differences: [difference] };
  }
};
