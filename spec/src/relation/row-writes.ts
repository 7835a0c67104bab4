import { answerTo, isOpen, type ModelOpening, type ModelRow, noRow, presumedBy } from './model-row.ts';
import type { Step, StepOf } from './step.ts';

/** What each call does to the row, as the specification has it: the row afterwards, `undefined` where its condition does not hold. */
export function written(row: ModelRow, step: Step): ModelRow | undefined {
  switch (step.call) {
    case 'open':
      return opened(row, step);
    case 'openOverParked':
      return openedOverParked(row, step);
    case 'isOurOpening':
      return row.opening?.id === step.opening.id ? row : undefined;
    case 'claim':
      return claimed(row, step);
    case 'park':
      return row.state === 'none' ? { ...noRow, state: 'parked', parked: placeOf(step) } : undefined;
    case 'parkBeside':
      return parkedBeside(row, step);
    case 'unclaim':
      return unclaimed(row, step);
    case 'close':
      return closed(row, step);
    case 'closeAll':
      return row.opening === undefined || row.opening.business ? undefined : settledRow(row, step);
    case 'markUnsent':
      return markedUnsent(row, step);
    case 'withdraw':
      return withdrawn(row, step);
    case 'remember':
      return remembered(row, step);
    case 'cancel':
      return cancelled(row, step);
    case 'expire':
      return isOpen(row) ? undefined : noRow;
    // Left out of the specification: progress of heartbeats, and who else may answer.
    case 'recordProgress':
    case 'allowSources':
      return step.done ? row : undefined;
    default:
      return row;
  }
}

type Opening = StepOf<'open' | 'openOverParked'>;

function opened(row: ModelRow, step: Opening): ModelRow | undefined {
  const isFree = row.state === 'none' || isReopenable(row, step.opening);
  return isFree && !row.overParked ? waiting(row, step) : undefined;
}

function openedOverParked(row: ModelRow, step: Opening): ModelRow | undefined {
  return row.state === 'parked' || isReopenable(row, step.opening) ? waiting(row, step) : undefined;
}

function waiting(row: ModelRow, { opening, execution }: Opening): ModelRow {
  const { answers, parked } = row;
  const overParked = row.overParked || row.state === 'parked';
  return { ...noRow, state: 'waiting', opening, execution, token: true, answers, parked, overParked };
}

/** Of a business key: closed, of an earlier attempt or past its deadline, and in each case of an earlier opening. */
function isReopenable(row: ModelRow, by: ModelOpening): boolean {
  const of = row.opening;
  if (of === undefined) return false;
  if (of.id === by.id) return row.state === 'waiting';
  if (!by.business) return false;
  const isOneTask = of.task === by.task;
  if (isOneTask && of.attempt > by.attempt) return false;
  if (!isOpen(row)) return of.openedAt <= by.openedAt;
  return (isOneTask && of.attempt < by.attempt) || of.deadline < by.openedAt;
}

function claimed(row: ModelRow, { event, says, claim, mayAnswer }: StepOf<'claim'>): ModelRow | undefined {
  if (!isOpen(row) || !mayAnswer || !isClaimable(row, event, says)) return undefined;
  const answer = { verdict: 'delivered', says, presumedBy: claim };
  return {
    ...row,
    state: 'settling',
    answeredBy: event,
    attempts: [...new Set([...row.attempts, claim])].sort(),
    answers: { ...row.answers, [event]: answer },
  };
}

export function isClaimable(row: ModelRow, event: string, says: string): boolean {
  if (row.state === 'waiting') return answerTo(row, event) === 'none';
  return isSettlingBy(row, event) && row.answers[event]?.says === says;
}

type Parking = StepOf<'park' | 'parkBeside'>;
const placeOf = ({ sender, event, says, verdict }: Parking) => ({ [sender]: { event, says, verdict } });

function parkedBeside(row: ModelRow, step: Parking): ModelRow | undefined {
  if (row.state !== 'parked' || Object.hasOwn(row.parked, step.sender)) return undefined;
  if (answerTo(row, step.event) !== 'none') return undefined;
  return { ...row, parked: { ...row.parked, ...placeOf(step) } };
}

function unclaimed(row: ModelRow, step: StepOf<'unclaim'>): ModelRow | undefined {
  const { [step.sender]: taken, ...parked } = row.parked;
  if (row.state !== 'parked' || taken?.event !== step.event) return undefined;
  return { ...row, parked, answers: answered(row, step) };
}

function closed(row: ModelRow, step: StepOf<'close'>): ModelRow | undefined {
  if (!isSettlingBy(row, step.event) || row.opening?.id !== step.opening) return undefined;
  return step.alone && !isAlone(row, step.claim) ? undefined : settledRow(row, step);
}

function settledRow(row: ModelRow, step: StepOf<'close' | 'closeAll'>): ModelRow {
  const { opening } = row;
  const answers = answered(row, step);
  return { ...noRow, ...(opening && { opening }), state: 'settled', answeredBy: step.event, answers };
}

function markedUnsent(row: ModelRow, { event, claim }: StepOf<'markUnsent'>): ModelRow | undefined {
  if (!isSettlingBy(row, event) || !isAlone(row, claim)) return undefined;
  return { ...row, attempts: [], answers: unanswered(row, event) };
}

function withdrawn(row: ModelRow, { event, claim }: StepOf<'withdraw'>): ModelRow | undefined {
  if (isSettlingBy(row, event) || presumedBy(row, event) !== claim) return undefined;
  return { ...row, answers: unanswered(row, event) };
}

function remembered(row: ModelRow, step: StepOf<'remember'>): ModelRow | undefined {
  const { event, state, opening } = step;
  if (row.state !== state || (row.opening?.id ?? 'none') !== opening) return undefined;
  if (state === 'parked' && Object.values(row.parked).some((result) => result.event === event))
    return undefined;
  const known = answerTo(row, event);
  const isAsDecided =
    step.presumedBy === 'none'
      ? known === 'none'
      : known !== 'none' && presumedBy(row, event) === step.presumedBy;
  return isAsDecided ? { ...row, answers: answered(row, step) } : undefined;
}

function cancelled(row: ModelRow, { execution, before }: StepOf<'cancel'>): ModelRow | undefined {
  const { opening, answers } = row;
  if (row.state !== 'waiting' || row.execution !== execution) return undefined;
  if (opening !== undefined && opening.attempt >= before) return undefined;
  return { ...noRow, ...(opening && { opening }), state: 'cancelled', answers };
}

export function isSettlingBy(row: ModelRow, event: string): boolean {
  return row.state === 'settling' && row.answeredBy === event;
}

function isAlone({ attempts }: ModelRow, claim: string): boolean {
  return attempts.length === 1 && attempts[0] === claim;
}

function answered(row: ModelRow, step: { event: string; says: string; verdict: string }) {
  const { event, says, verdict } = step;
  return { ...row.answers, [event]: { verdict, says, presumedBy: 'none' } };
}

function unanswered(row: ModelRow, event: string) {
  const says = row.answers[event]?.says ?? 'none';
  return { ...row.answers, [event]: { verdict: 'none', says, presumedBy: 'none' } };
}
