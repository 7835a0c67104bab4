import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hiddenActions, shownActions } from '../src/relation/actions.ts';
import { type ModelRow, noRow } from '../src/relation/model-row.ts';
import type { Step } from '../src/relation/step.ts';
import { checkTrace } from '../src/trace/check-trace.ts';
import { readTrace, textOfTrace } from '../src/trace/trace-file.ts';

const opening = { id: 'o1', task: 't1', attempt: 0, business: true, openedAt: 1, deadline: 9 };
const common = { row: 'orders:1', fate: 'answered', done: true } as const;
const result = { ...common, by: 'relay#1', event: 'e1', says: 'f1', sender: '1/worker' } as const;
const waiting = { ...noRow, state: 'waiting', opening, token: true, execution: 'x' } as const;
const presumed = { e1: { verdict: 'delivered', says: 'f1', presumedBy: 'c1' } };
const settling = {
  ...waiting,
  state: 'settling',
  answeredBy: 'e1',
  attempts: ['c1'],
  answers: presumed,
} satisfies ModelRow;
const answers = { e1: { verdict: 'delivered', says: 'f1', presumedBy: 'none' } };
const settled = { ...noRow, state: 'settled', opening, answeredBy: 'e1', answers } as const;

const open: Step = {
  ...common,
  at: 1,
  call: 'open',
  by: 'requester#1',
  opening,
  execution: 'x',
  after: waiting,
};
const claim: Step = {
  ...result,
  at: 2,
  call: 'claim',
  claim: 'c1',
  mayAnswer: true,
  showed: false,
  after: settling,
};
const send: Step = {
  at: 3,
  row: 'orders:1',
  by: 'relay#1',
  fate: 'answered',
  call: 'send',
  opening: 'o1',
  answer: 'accepted',
};
const close: Step = {
  ...common,
  ...{ at: 4, call: 'close', by: 'relay#1', event: 'e1', says: 'f1', claim: 'c1', opening: 'o1' },
  ...{ verdict: 'delivered', alone: false, after: settled },
};
const verdict: Step = {
  at: 5,
  row: 'orders:1',
  by: 'relay#1',
  fate: 'answered',
  call: 'verdict',
  event: 'e1',
  verdict: 'delivered',
};
const steps = [open, claim, send, close, verdict];

const parkedAt = { '1/worker': { event: 'e1', says: 'f1', verdict: 'delivered' } };
const reopening = { ...opening, id: 'o2', attempt: 1, openedAt: 5 };
const reopened = { ...waiting, opening: reopening, answers: presumed };
const named = { e1: { verdict: 'invalid', says: 'f1', presumedBy: 'none' } };
const rename: Step = {
  ...result,
  ...{ at: 6, call: 'remember', verdict: 'invalid', state: 'waiting', opening: 'o2', presumedBy: 'c1' },
  after: { ...reopened, answers: named },
};
/** A result that breaks the contract fails its task; before its row is closed the key is opened again. */
const corrected: readonly Step[] = [
  open,
  claim,
  send,
  { ...open, at: 4, by: 'requester#2', opening: reopening, after: reopened },
  { ...close, at: 5, verdict: 'invalid', done: false, after: reopened },
  { ...common, at: 6, call: 'read', by: 'relay#1', after: reopened },
  rename,
  { ...verdict, at: 7, verdict: 'invalid' },
];

describe('the transition relation', () => {
  it('has the actions of the specification, those that no trace shows each with the reason', () => {
    const specification = readFileSync(new URL('../CallbackRelay.tla', import.meta.url), 'utf8');
    const next = specification.slice(
      specification.indexOf('Requester(o) =='),
      specification.indexOf('Fairness =='),
    );
    const called = [...next.matchAll(/\b([A-Z]\w+)\([a-z](?:, [a-z])?\)/g)].map(([, name = '']) => name);
    const parts = ['Requester', 'Relay', 'Result', 'Opened', 'Ended'];
    const actions = new Set(called.filter((name) => !parts.includes(name)));
    expect([...shownActions, ...Object.keys(hiddenActions)].sort()).toEqual([...actions].sort());
  });

  it('allows a callback that is opened, claimed, answered and closed', () => {
    expect(checkTrace({ steps })).toEqual({ steps: 5, rows: 1, outside: [] });
  });

  it('allows what a broken result left on a row that was opened again to be corrected', () => {
    expect(checkTrace({ steps: corrected })).toEqual({ steps: 8, rows: 1, outside: [] });
  });

  it('allows a call that its client sends twice, or whose caller has given it up, and holds its row to the relation', () => {
    const again = { ...claim, fate: 'unheard' } as const;
    const late = { ...close, at: 6, by: 'relay#2', fate: 'unheard', done: false } as const;
    expect(checkTrace({ steps: [open, again, ...steps.slice(1), late] }).outside).toEqual([]);
    const wrong = { ...again, after: waiting } as const;
    expect(checkTrace({ steps: [open, wrong] }).outside).toMatchObject([{ step: 2, call: 'claim' }]);
  });

  it('allows a claim whose first sending an opening has overtaken to be taken back and made again', () => {
    const unheard = { ...claim, fate: 'unheard' } as const;
    const second = { ...open, at: 3, by: 'requester#2', opening: reopening, after: reopened } as const;
    const refused = { ...claim, at: 4, done: false, showed: true, after: reopened } as const;
    const free = { e1: { verdict: 'none', says: 'f1', presumedBy: 'none' } };
    const withdraw = {
      ...markUnsent(),
      call: 'withdraw',
      at: 5,
      after: { ...reopened, answers: free },
    } as const;
    const made = { ...settling, opening: reopening };
    const taken = [open, unheard, second, refused, withdraw, { ...claim, at: 6, after: made }] as const;
    expect(checkTrace({ steps: taken as readonly Step[] }).outside).toEqual([]);
  });

  it('allows a claim to be taken off whose output was refused, before its task is failed', () => {
    const unacceptable = { ...send, answer: 'unacceptable' } as const;
    const untaken = { e1: { verdict: 'none', says: 'f1', presumedBy: 'none' } };
    const taken = { ...markUnsent(), after: { ...settling, attempts: [], answers: untaken } };
    expect(checkTrace({ steps: [open, claim, unacceptable, taken] }).outside).toEqual([]);
    // What is refused now was refused in the try whose answer was lost, too.
    const lost = { ...unacceptable, fate: 'lost' } as const;
    expect(checkTrace({ steps: [open, claim, lost, unacceptable, taken] }).outside).toEqual([]);
  });

  it('allows a parked event to come with another content, whose verdict is not remembered', () => {
    const parked = { ...noRow, state: 'parked', parked: parkedAt } satisfies ModelRow;
    const other = {
      ...claim,
      says: 'f2',
      mayAnswer: false,
      done: false,
      showed: true,
      after: parked,
    } as const;
    const { at, call, event, says, sender } = { ...claim, call: 'park' } as const;
    const park: Step = {
      ...common,
      at,
      by: 'relay#1',
      call,
      event,
      says,
      sender,
      verdict: 'delivered',
      after: parked,
    };
    const refused = { ...claim, claim: 'c0', done: false, mayAnswer: false, after: noRow } as const;
    const look: Step = { ...common, at: 2, call: 'read', by: 'relay#1', after: noRow };
    const taken = [refused, look, park, other, { ...verdict, verdict: 'conflicting' }];
    expect(checkTrace({ steps: taken }).outside).toEqual([]);
    const { outside } = checkTrace({ steps: [...taken.slice(0, 4), { ...verdict, verdict: 'late' }] });
    expect(outside).toMatchObject([{ step: 5, call: 'verdict' }]);
  });

  const asInvalid = { ...settled, answers: { e1: { verdict: 'invalid', says: 'f1', presumedBy: 'none' } } };
  const refusedWith = { done: false, showed: true, after: asInvalid } as const;
  /** One event ID with two contents, both after the row was closed for the first as invalid. */
  const twoContents: readonly Step[] = [
    open,
    claim,
    send,
    { ...close, verdict: 'invalid', after: asInvalid },
    { ...claim, ...refusedWith, by: 'relay#2', claim: 'c2' },
    { ...claim, ...refusedWith, by: 'relay#2', claim: 'c3', says: 'f2' },
  ];
  const publishing = (...published: readonly string[]) =>
    checkTrace({
      steps: [...twoContents, ...published.map((one) => ({ ...verdict, by: 'relay#2', verdict: one }))],
    }).outside;

  it.each([
    [['invalid', 'conflicting']],
    [['conflicting', 'invalid']],
    [['invalid', 'invalid', 'conflicting', 'conflicting']],
    [['invalid', 'too-large']],
  ])('allows the verdicts of two contents of one event in any order: %j', (published) => {
    expect(publishing(...published)).toEqual([]);
  });

  it.each([
    [['duplicate'], 'which neither content is'],
    [['conflicting', 'duplicate'], 'of which the first content is neither'],
    [['invalid', 'conflicting', 'too-large'], 'of which two contents have two'],
  ])('does not allow the verdicts %j, %s', (published) => {
    expect(publishing(...published)).toMatchObject([{ step: 6 + published.length, call: 'verdict' }]);
  });

  it.each([
    [
      'that correction before the row was read',
      corrected.toSpliced(5, 1),
      6,
      'remember does not follow here; it is at correct',
    ],
    [
      'that correction to another verdict',
      corrected.with(6, { ...rename, verdict: 'late' }),
      7,
      'remember does not follow here; it is at correct or rename',
    ],
    ['its verdict before the correction', corrected.toSpliced(6, 1), 7, 'it is at correct or rename'],
    ['a call without a claim', [open, send], 2, 'send does not follow'],
    ['a close before Step Functions has answered', [open, claim, close], 3, 'it is at call'],
    ['a close whose call was lost', [open, claim, { ...send, fate: 'lost' }, close], 4, 'it is at call'],
    ['a verdict before the row is closed', [open, claim, send, verdict], 4, 'it is at close'],
    [
      'another verdict than the row has',
      [...steps.slice(0, 4), { ...verdict, verdict: 'late' }],
      5,
      'at publish',
    ],
    ['a second call after one that was taken', [open, claim, send, send], 4, 'it is at close'],
    [
      'a claim that is taken off while its call may have worked',
      [open, claim, { ...send, fate: 'lost' }, markUnsent()],
      4,
      'it is at call',
    ],
    ['a claim ID of another handling', [open, claim, { ...claim, by: 'relay#2' }], 3, 'claim IDs are new'],
    [
      'a row that keeps its token',
      [...steps.slice(0, 3), { ...close, after: { ...settled, token: true } }],
      4,
      'another token',
    ],
    ['a claim on a row that is not there', [claim], 1, 'takes effect on a row that is none'],
    [
      'a claim that is refused for no reason',
      [open, { ...claim, done: false, after: waiting }],
      2,
      'is refused on a row that is waiting',
    ],
    [
      'a request that is sent before the opening',
      [{ at: 1, row: 'orders:1', by: 'requester#1', fate: 'answered', call: 'sendRequest' }, open],
      1,
      'does not follow',
    ],
  ] as const)('does not allow %s', (_, taken, step, why) => {
    const { outside } = checkTrace({ steps: taken as readonly Step[] });
    expect(outside).toMatchObject([{ row: 'orders:1', step, why: expect.stringContaining(why) }]);
  });
});

function markUnsent(): Step {
  return {
    ...common,
    at: 4,
    call: 'markUnsent',
    by: 'relay#1',
    event: 'e1',
    claim: 'c1',
    after: { ...settling, attempts: [] },
  };
}

describe('the file of a trace', () => {
  const text = textOfTrace({ seed: 7, steps });

  it('is read as it was written', () => {
    expect(readTrace(text)).toEqual({ seed: 7, steps });
  });

  it.each([
    ['cut short after a line', text.split('\n').slice(0, 4).join('\n'), 'cut short'],
    ['cut short in a line', text.slice(0, text.length - 60), 'cut short'],
    ['cut short after its head', text.split('\n').slice(0, 1).join('\n'), 'cut short'],
    ['empty', '', 'line 1 is not JSON: it is empty'],
    ['of another kind', '{"trace":"another"}\n{"end":0}\n', 'line 1 is not the head of a trace'],
    [
      'of another version',
      text.replace('"version":4', '"version":5'),
      'of version 5, and this checks version 4',
    ],
    [
      'with an unknown step',
      text.replace('"call":"send"', '"call":"guess"'),
      'line 4: unknown step "guess"; there are open,',
    ],
    ['with a step that lacks something', text.replace('"claim":"c1",', ''), 'line 3 is not a step: claim'],
    [
      'with a line that is missing',
      text.split('\n').toSpliced(2, 1).join('\n'),
      'has 4 steps, and its end says 5',
    ],
  ])('that is %s is refused', (_, broken, why) => {
    expect(() => readTrace(broken)).toThrow(why);
  });
});
