import { afterMark, decidedOn, type Handling, isMemoryOf, withVerdict } from './handling.ts';
import { answerTo, type ModelRow, presumedBy } from './model-row.ts';
import { isSettlingBy } from './row-writes.ts';
import { type Transition, transition } from './transition.ts';

/** The task waited no more, and not because of this event. */
export const missing: readonly Transition<Handling>[] = [
  transition<Handling, 'close'>({
    action: 'CloseMissed',
    at: ['missed'],
    call: 'close',
    allows: (handling, { alone, opening, verdict }) =>
      alone && opening === handling.opening && (verdict === 'late' || verdict === 'superseded'),
    next(handling, { fate, done, verdict }) {
      if (fate !== 'answered') return [{ ...handling, pc: 'markUnsent' }];
      return done ? withVerdict(handling, verdict) : [{ ...handling, pc: 'contradict' }];
    },
  }),
  transition<Handling, 'markUnsent'>({
    action: 'Miss',
    at: ['missed'],
    call: 'markUnsent',
    next: afterMark,
  }),
  transition<Handling, 'read'>({
    action: 'Contradict',
    at: ['contradict'],
    call: 'read',
    next: (handling, { fate }, row) => (fate === 'answered' ? contradicted(handling, row) : []),
  }),
  transition<Handling, 'remember'>({
    action: 'Supersede',
    at: ['supersede'],
    call: 'remember',
    allows: isMemoryOf,
    next(handling, { fate, done }) {
      if (fate !== 'answered') return [];
      return done ? withVerdict(handling, 'superseded') : [{ ...handling, pc: 'contradict' }];
    },
  }),
  transition<Handling, 'markUnsent'>({
    action: 'MarkUnsent',
    at: ['markUnsent'],
    call: 'markUnsent',
    next: afterMark,
  }),
  transition<Handling, 'withdraw'>({
    action: 'Withdraw',
    at: ['withdraw'],
    call: 'withdraw',
    next: () => [],
  }),
  transition<Handling, 'verdict'>({
    action: 'PublishVerdict',
    at: ['publish'],
    call: 'verdict',
    allows: (handling, { event, verdict }) => handling.event === event && handling.verdict === verdict,
    // Copies of an event in one batch are handled once, and have one verdict each.
    next: (handling) => [handling],
  }),
];

function contradicted(handling: Handling, row: ModelRow): readonly Handling[] {
  const { event, claim } = handling;
  if (isSettlingBy(row, event)) return [];
  if (row.state === 'none' || row.state === 'parked') return withVerdict(handling, 'late');
  const known = answerTo(row, event);
  if (row.state === 'settled' && row.answeredBy === event) return withVerdict(handling, known);
  const by = presumedBy(row, event);
  if (known !== 'none' && by === 'none') return withVerdict(handling, known);
  if (known !== 'none' && by !== claim) return [];
  return [{ ...handling, pc: 'supersede', verdict: 'superseded', ...decidedOn(row), presumedBy: by }];
}
