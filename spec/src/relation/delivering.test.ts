import { describe, expect, it } from 'vitest';
import { delivering } from './delivering.ts';
import { type Handling, handlingOf } from './handling.ts';
import { type ModelRow, noRow } from './model-row.ts';
import { follow } from './transition.ts';

const step = { row: 'k', at: 1, by: 'relay#1', fate: 'answered' } as const;
const claim = {
  ...step,
  call: 'claim',
  event: 'e1',
  says: 'f1',
  claim: 'c1',
  sender: 's',
  mayAnswer: true,
} as const;

describe('a broken result whose key was opened again before its row was closed', () => {
  /** The verdicts that may be published once the row was read as `answers` has it. */
  function verdictsFrom(answer: ModelRow['answers'][string]): readonly (string | undefined)[] {
    const row: ModelRow = { ...noRow, state: 'waiting', answers: { e1: answer } };
    const handling: Handling = {
      ...handlingOf({ ...claim, done: true, showed: false, after: row }),
      ...{ pc: 'correct', verdict: 'invalid' },
    };
    const read = { ...step, call: 'read', done: false, after: row } as const;
    return follow(delivering, [handling], read, row)?.map(({ pc, verdict }) => `${pc} ${verdict}`) ?? [];
  }

  it('has the verdict that the new opening had for it before', () => {
    const known = { verdict: 'conflicting', says: 'f1', presumedBy: 'none' };
    expect(verdictsFrom(known)).toEqual(['publish conflicting']);
  });

  it('has its own verdict where the row knows another content of its event', () => {
    const known = { verdict: 'conflicting', says: 'f2', presumedBy: 'none' };
    expect(verdictsFrom(known)).toEqual(['publish invalid']);
  });

  it('is to be remembered where the row presumes something else', () => {
    const presumed = { verdict: 'delivered', says: 'f1', presumedBy: 'c2' };
    expect(verdictsFrom(presumed)).toEqual(['rename invalid']);
  });
});
