import { type Act, acts } from './decide.ts';
import { type ModelRow, presumedBy } from './model-row.ts';
import type { StepOf } from './step.ts';

/** Where the relay is with one result: `handler[h]` of the specification. Texts that are not known yet are `none`. */
export interface Handling {
  /** As the specification has them; `look`: at a row that a refused claim has not shown. */
  readonly pc:
    | 'claim'
    | 'look'
    | 'park'
    | 'park-beside'
    | 'unclaim'
    | 'remember'
    | 'call'
    | 'missed'
    | 'close'
    | 'correct'
    | 'rename'
    | 'contradict'
    | 'supersede'
    | 'markUnsent'
    | 'withdraw'
    | 'reclaim'
    | 'publish';
  readonly event: string;
  readonly says: string;
  readonly sender: string;
  readonly mayAnswer: boolean;
  readonly claim: string;
  /** Of the row that was claimed. */
  readonly opening: string;
  readonly business: boolean;
  /** Whether an earlier call may have reached Step Functions; `isOpenClaim`: by another claim. */
  readonly unsure: boolean;
  readonly isOpenClaim: boolean;
  /** Whether a call to Step Functions has failed: then the claim may be taken off again. */
  readonly failed: boolean;
  /** Whether Step Functions has refused the output, and the task is to be failed. */
  readonly isBroken: boolean;
  readonly verdict: string;
  /** The state and opening of the row that a verdict to remember was decided on, and who presumes the one before. */
  readonly state: string;
  readonly decidedOn: string;
  readonly presumedBy: string;
}

export function handlingOf({ event, says, sender, mayAnswer, claim }: StepOf<'claim'>): Handling {
  return {
    ...{ pc: 'claim', event, says, sender, mayAnswer, claim, opening: 'none', business: false },
    ...{ unsure: false, isOpenClaim: false, failed: false, isBroken: false, verdict: 'none' },
    ...{ state: 'none', decidedOn: 'none', presumedBy: 'none' },
  };
}

export const withVerdict = (handling: Handling, verdict: string): readonly Handling[] => [
  { ...handling, pc: 'publish', verdict },
];

/** A row that has another opening by now, as the verdict that is to be remembered there was decided on. */
export function decidedOn(row: ModelRow): Pick<Handling, 'state' | 'decidedOn'> {
  return { state: row.state, decidedOn: row.opening?.id ?? 'none' };
}

/** Whether a memory is the one of this handling, and on the row that it was decided on. */
export function isMemoryOf(handling: Handling, step: StepOf<'remember'>): boolean {
  return (
    isOfEvent(handling, step) &&
    step.verdict === handling.verdict &&
    step.state === handling.state &&
    step.opening === handling.decidedOn &&
    step.presumedBy === handling.presumedBy
  );
}

/**
 * A claim was refused: what follows is decided on the row as it is. Where that presumes what this very claim says, the
 * client has sent it twice, and the key was opened between the two.
 */
export function decided(handling: Handling, row: ModelRow): readonly Handling[] {
  if (presumedBy(row, handling.event) === handling.claim) return [{ ...handling, pc: 'reclaim' }];
  return acts(row, handling).flatMap((act) => afterAct(handling, act, row));
}

function afterAct(handling: Handling, act: Act, row: ModelRow): readonly Handling[] {
  if (act.act === 'later') return [];
  if (act.act !== 'judge') return [{ ...handling, pc: act.act }];
  if (!act.remember) return withVerdict(handling, act.verdict);
  return [{ ...handling, pc: 'remember', verdict: act.verdict, ...decidedOn(row) }];
}

export const isOfEvent = (handling: Handling, step: { event: string; says: string }) =>
  handling.event === step.event && handling.says === step.says;

export const isBrokenVerdict = (verdict: string) => verdict === 'invalid' || verdict === 'too-large';

/** The claim is taken off again, as far as the row is still claimed by it; otherwise what it presumes is. */
export function afterMark(
  handling: Handling,
  { fate, done }: { fate: string; done: boolean },
): readonly Handling[] {
  return fate === 'answered' && done ? [] : [{ ...handling, pc: 'withdraw' }];
}
