import { decided, type Handling, isBrokenVerdict, isMemoryOf, isOfEvent, withVerdict } from './handling.ts';
import { type Transition, transition } from './transition.ts';

/** From a message until its result has claimed the row, or has its verdict without. */
export const claiming: readonly Transition<Handling>[] = [
  transition<Handling, 'claim'>({
    action: 'Claim',
    at: ['claim'],
    call: 'claim',
    next(handling, { fate, done, showed, mayAnswer }, row) {
      if (fate !== 'answered') return [{ ...handling, pc: 'markUnsent' }];
      if (!done) return showed ? decided({ ...handling, mayAnswer }, row) : [{ ...handling, pc: 'look' }];
      const isOpenClaim = row.state === 'settling' && row.attempts.some((one) => one !== handling.claim);
      const { id: opening = 'none', business = false } = row.opening ?? {};
      return [{ ...handling, pc: 'call', opening, business, isOpenClaim, unsure: isOpenClaim }];
    },
  }),
  transition<Handling, 'read'>({
    action: 'Claim',
    at: ['look'],
    call: 'read',
    // The row may name other senders by now than the one that refused the claim: both are possible.
    next: (handling, { fate }, row) =>
      fate === 'answered'
        ? [true, false].flatMap((mayAnswer) => decided({ ...handling, mayAnswer }, row))
        : [],
  }),
  transition<Handling, 'withdraw'>({
    action: 'Reclaim',
    at: ['reclaim'],
    call: 'withdraw',
    next: (handling, { fate }) => (fate === 'answered' ? [{ ...handling, pc: 'claim' }] : []),
  }),
  ...(['park', 'parkBeside'] as const).map((call) =>
    transition<Handling, 'park' | 'parkBeside'>({
      action: 'Park',
      at: [call === 'park' ? 'park' : 'park-beside'],
      call,
      allows: isOfEvent,
      next(handling, { fate, done, verdict }) {
        if (fate !== 'answered') return [];
        if (!done) return [{ ...handling, pc: 'claim' }];
        return isBrokenVerdict(verdict) ? withVerdict(handling, verdict) : [];
      },
    }),
  ),
  transition<Handling, 'unclaim'>({
    action: 'Unclaim',
    at: ['unclaim'],
    call: 'unclaim',
    allows: ({ sender }, step) => sender === step.sender,
    next(handling, { fate, done, event, says, verdict }) {
      if (fate !== 'answered') return [];
      // Otherwise an earlier result of its sender, or its own with another content, has made room for it.
      return done && event === handling.event && says === handling.says
        ? withVerdict(handling, verdict)
        : [{ ...handling, pc: 'claim' }];
    },
  }),
  transition<Handling, 'remember'>({
    action: 'Remember',
    at: ['remember'],
    call: 'remember',
    allows: isMemoryOf,
    next(handling, { fate, done }) {
      if (fate !== 'answered') return [];
      return done ? withVerdict(handling, handling.verdict) : [{ ...handling, pc: 'claim' }];
    },
  }),
];
