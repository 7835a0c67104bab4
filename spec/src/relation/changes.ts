import { isDeepStrictEqual } from 'node:util';
import { isBrokenVerdict } from './handling.ts';
import { type ModelRow, presumedBy } from './model-row.ts';
import { written } from './row-writes.ts';
import type { Call, Step } from './step.ts';

/** The calls of the specification that leave `row` as `after`: none where there is no such call. */
export function callsThatLeave(row: ModelRow, after: ModelRow): readonly Call[] {
  const leaves = (step: Step) => {
    const expected = written(row, step);
    return expected !== undefined && isDeepStrictEqual(withoutForgotten(expected, after), after);
  };
  return guesses(row, after)
    .filter(leaves)
    .map(({ call }) => call);
}

/** Of a hundred events a row remembers the verdicts. What it forgets beyond them is left out of the specification. */
const REMEMBERED_EVENTS = 100;

function withoutForgotten(expected: ModelRow, { answers: left }: ModelRow): ModelRow {
  if (Object.keys(left).length < REMEMBERED_EVENTS - 1) return expected;
  const answers = Object.entries(expected.answers).filter(([event]) => Object.hasOwn(left, event));
  return { ...expected, answers: Object.fromEntries(answers) };
}

/** Each call as it must have been made if it was this one: what it was given can be read off the two rows. */
function guesses(row: ModelRow, after: ModelRow): readonly Step[] {
  const common = { at: 0, row: 'none', by: 'none', fate: 'answered', done: true, after } as const;
  return [...openings(row, after), ...claims(after), ...parkings(row, after), ...closings(row, after)]
    .concat(corrections(row, after), cancellings(row), [{ call: 'expire' }])
    .map((guess) => ({ ...common, ...guess }) as Step);
}

type Guess = { readonly call: Call } & Readonly<Record<string, unknown>>;

function cancellings({ execution, opening }: ModelRow): readonly Guess[] {
  return [{ call: 'cancel', execution, before: (opening?.attempt ?? 0) + 1 }];
}

function openings(row: ModelRow, { opening, ...after }: ModelRow): readonly Guess[] {
  if (opening === undefined) return [];
  // The same opening once more is of the same execution.
  const { execution } = row.opening?.id === opening.id ? row : after;
  return (['open', 'openOverParked'] as const).map((call) => ({ call, opening, execution }));
}

function claims({ answeredBy: event, answers }: ModelRow): readonly Guess[] {
  const { says, presumedBy: claim } = answers[event] ?? {};
  return claim === undefined ? [] : [{ call: 'claim', event, says, claim, mayAnswer: true }];
}

function parkings(row: ModelRow, after: ModelRow): readonly Guess[] {
  const parked = Object.entries(after.parked).flatMap(([sender, result]) =>
    (['park', 'parkBeside'] as const).map((call) => ({ call, sender, ...result })),
  );
  const unclaimed = Object.entries(row.parked).flatMap(([sender, { event }]) =>
    answersTo(after, event, (verdict) => verdict === 'unclaimed' || isBrokenVerdict(verdict)).map(
      (answer) => ({ call: 'unclaim' as const, sender, ...answer }),
    ),
  );
  return [...parked, ...unclaimed];
}

function closings(row: ModelRow, after: ModelRow): readonly Guess[] {
  const opening = row.opening?.id ?? 'none';
  const isOutcome = (verdict: string) => verdict === 'delivered' || isBrokenVerdict(verdict);
  const isMissed = (verdict: string) => verdict === 'late' || verdict === 'superseded';
  return [
    ...answersTo(after, after.answeredBy, isOutcome).flatMap((answer) => [
      { call: 'close' as const, opening, claim: 'none', alone: false, ...answer },
      { call: 'closeAll' as const, ...answer },
    ]),
    // Only the row's one claim may say that it came too late.
    ...answersTo(after, after.answeredBy, isMissed).map((answer) => ({
      ...{ call: 'close' as const, opening, claim: row.attempts[0] ?? 'none', alone: true },
      ...answer,
    })),
  ];
}

/** Verdicts that are kept on a row which stays as it is. */
const kept: readonly string[] = ['duplicate', 'conflicting', 'cancelled', 'unclaimed', 'superseded'];

function corrections(row: ModelRow, after: ModelRow): readonly Guess[] {
  const remembered = Object.keys(after.answers).flatMap((event) =>
    answersTo(after, event, (verdict) => kept.includes(verdict) || isBrokenVerdict(verdict)),
  );
  const presumed = Object.keys(row.answers).filter((event) => presumedBy(row, event) !== 'none');
  return [
    ...remembered.map((answer) => ({
      ...{ call: 'remember' as const, ...answer },
      ...{ state: row.state, opening: row.opening?.id ?? 'none', presumedBy: presumedBy(row, answer.event) },
    })),
    { call: 'markUnsent', event: row.answeredBy, claim: row.attempts[0] },
    ...presumed.map((event) => ({ call: 'withdraw' as const, event, claim: presumedBy(row, event) })),
  ];
}

/** What the row says of an event, where it is such a verdict. */
function answersTo({ answers }: ModelRow, event: string, isSuch: (verdict: string) => boolean) {
  const answer = Object.hasOwn(answers, event) ? answers[event] : undefined;
  if (answer === undefined || !isSuch(answer.verdict)) return [];
  return [{ event, says: answer.says, verdict: answer.verdict }];
}
