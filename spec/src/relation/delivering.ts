import {
  afterMark,
  decidedOn,
  type Handling,
  isBrokenVerdict,
  isMemoryOf,
  isOfEvent,
  withVerdict,
} from './handling.ts';
import { answerTo, type ModelRow, presumedBy } from './model-row.ts';
import { isSettlingBy } from './row-writes.ts';
import { type Transition, transition } from './transition.ts';

/** From the claim until the row is closed. */
export const delivering: readonly Transition<Handling>[] = [
  transition<Handling, 'send'>({
    action: 'Call',
    at: ['call'],
    call: 'send',
    allows: ({ opening }, step) => opening === step.opening,
    next(handling, { fate, answer }) {
      if (fate === 'refused') return [{ ...handling, failed: true }];
      if (fate !== 'answered') return [{ ...handling, failed: true, unsure: true }];
      if (answer === 'accepted') return [{ ...handling, pc: 'close' }];
      if (answer === 'gone') return [{ ...handling, pc: handling.unsure ? 'close' : 'missed' }];
      // To fail the task is another call, for which there may be no room in the quota. An output that is refused was refused
      // in each earlier try as well.
      if (answer === 'unacceptable' && !handling.isBroken)
        return [{ ...handling, isBroken: true, failed: true, unsure: handling.isOpenClaim }];
      // Of an output or a token that is refused it is known that nothing was done with it.
      return handling.isOpenClaim ? [] : [{ ...handling, pc: 'markUnsent' }];
    },
  }),
  transition<Handling, 'markUnsent'>({
    action: 'MarkUnsent',
    at: ['call'],
    call: 'markUnsent',
    allows: ({ failed, unsure }) => failed && !unsure,
    next: afterMark,
  }),
  ...(['close', 'missed'] as const).map((pc) =>
    transition<Handling, 'close'>({
      action: 'Close',
      at: [pc],
      call: 'close',
      allows: (handling, { alone, opening, verdict }) =>
        handling.business && !alone && opening === handling.opening && isVerdictOf(handling, verdict),
      next(handling, { fate, done, verdict }) {
        if (fate !== 'answered') return [];
        if (done || verdict === 'delivered') return withVerdict(handling, verdict);
        return [{ ...handling, pc: 'correct', verdict }];
      },
    }),
  ),
  transition<Handling, 'read'>({
    action: 'Correct',
    at: ['correct'],
    call: 'read',
    next: (handling, { fate }, row) => (fate === 'answered' ? corrected(handling, row) : []),
  }),
  transition<Handling, 'remember'>({
    action: 'Rename',
    at: ['rename'],
    call: 'remember',
    allows: isMemoryOf,
    next(handling, { fate, done }) {
      if (fate !== 'answered') return [];
      return done ? withVerdict(handling, handling.verdict) : [{ ...handling, pc: 'correct' }];
    },
  }),
  ...(['close', 'missed'] as const).map((pc) =>
    transition<Handling, 'closeAll'>({
      action: 'Close',
      at: [pc],
      call: 'closeAll',
      allows: (handling, step) =>
        !handling.business && isOfEvent(handling, step) && isVerdictOf(handling, step.verdict),
      next(handling, { fate, done, verdict }) {
        if (fate !== 'answered') return [];
        return done ? withVerdict(handling, verdict) : [handling];
      },
    }),
  ),
];

/** The row was opened again meanwhile, and may presume that this event was delivered, by whichever of its copies. */
function corrected(handling: Handling, row: ModelRow): readonly Handling[] {
  const { event, verdict } = handling;
  const by = presumedBy(row, event);
  const isThere = row.state !== 'none' && row.state !== 'parked';
  if (!isThere || isSettlingBy(row, event)) return withVerdict(handling, verdict);
  const known = answerTo(row, event);
  const isOfContent = row.answers[event]?.says === handling.says;
  if (known !== 'none' && by === 'none') return withVerdict(handling, isOfContent ? known : verdict);
  return [{ ...handling, pc: 'rename', ...decidedOn(row), presumedBy: by }];
}

/** A broken result that Step Functions has not taken keeps its own verdict; any other one is delivered. */
function isVerdictOf({ pc, isBroken }: Handling, verdict: string): boolean {
  if (isBroken) return verdict === 'invalid';
  return isBrokenVerdict(verdict) || (pc === 'close' && verdict === 'delivered');
}
