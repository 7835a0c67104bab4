import { afterMark, type Handling, isBrokenVerdict, isOfEvent, withVerdict } from './handling.ts';
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
      if (answer === 'unacceptable' && !handling.isBroken) return [{ ...handling, isBroken: true }];
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
      next: (handling, { fate, verdict }) => (fate === 'answered' ? withVerdict(handling, verdict) : []),
    }),
  ),
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

/** A broken result that Step Functions has not taken keeps its own verdict; any other one is delivered. */
function isVerdictOf({ pc, isBroken }: Handling, verdict: string): boolean {
  if (isBroken) return verdict === 'invalid';
  return isBrokenVerdict(verdict) || (pc === 'close' && verdict === 'delivered');
}
