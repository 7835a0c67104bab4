import { sampleRows as rows } from '@callback-relay/callbacks-table/model/behaviour';
import { limits } from '@callback-relay/contract';
import { describe, expect, it } from 'vitest';
import type { ResultMessage } from '../message/message.ts';
import { type Decision, decide } from './decide.ts';

const now = 1_000_500;
const result: ResultMessage = {
  kind: 'result',
  correlationId: 'orders:order-1/payment',
  event: {
    id: 'event-1',
    source: 'orders.worker',
    account: '111122223333',
    detailType: 'Callback Succeeded',
  },
  fingerprint: 'fingerprint-1',
  outcome: { answer: { kind: 'succeeded', output: '{"paid":true}' }, verdict: 'delivered' },
};

const events = {
  'the event': result,
  'its content again': { ...result, event: { ...result.event, id: 'event-5' } },
  'another result': { ...result, event: { ...result.event, id: 'event-5' }, fingerprint: 'fingerprint-5' },
  'a stranger': { ...result, event: { ...result.event, id: 'event-5', source: 'stranger' } },
  'the event, saying something else': { ...result, fingerprint: 'fingerprint-5' },
} as const satisfies Record<string, ResultMessage>;

/** One line a row: the decision for each of `events`, in order. `+` remembers, `=` repeats. */
const table: Readonly<Record<string, readonly string[]>> = {
  'no row': ['park', 'park', 'park', 'park', 'park'],
  'a waiting row': ['claim', 'claim', 'claim', 'forbidden', 'claim'],
  'a waiting row held to other accounts': ['forbidden', 'forbidden', 'forbidden', 'forbidden', 'forbidden'],
  'a waiting row over parked results': ['claim', 'claim', 'claim', 'forbidden', 'claim'],
  'a waiting row with a verdict for the event': ['delivered=', 'claim', 'claim', 'forbidden', 'conflicting'],
  'a waiting row, claimed for the event before it was opened again, nothing sent': [
    'claim',
    'claim',
    'claim',
    'forbidden',
    'claim',
  ],
  'a waiting row, opened again, that presumes a claim delivered': [
    'retry-later',
    'claim',
    'claim',
    'forbidden',
    'conflicting',
  ],
  'a row parked by the sender': ['stay-parked', 'duplicate+', 'conflicting+', 'park-beside', 'conflicting'],
  'a row parked by the sender with another event': [
    'duplicate+',
    'duplicate+',
    'conflicting+',
    'park-beside',
    'conflicting+',
  ],
  'a row parked by others': ['park-beside', 'park-beside', 'park-beside', 'park-beside', 'park-beside'],
  'a row whose parked results were all unclaimed': [
    'park-beside',
    'park-beside',
    'park-beside',
    'park-beside',
    'park-beside',
  ],
  'a parked row with a verdict for the event': [
    'duplicate=',
    'park-beside',
    'park-beside',
    'park-beside',
    'conflicting',
  ],
  'a row settling by the event': ['claim', 'duplicate+', 'conflicting+', 'forbidden', 'conflicting'],
  'a row settling by two claims of the event': [
    'claim',
    'duplicate+',
    'conflicting+',
    'forbidden',
    'conflicting',
  ],
  'a row settling by the event, nothing sent': [
    'claim',
    'duplicate+',
    'conflicting+',
    'forbidden',
    'conflicting',
  ],
  'a row settling by another event': [
    'conflicting+',
    'conflicting+',
    'conflicting+',
    'forbidden',
    'conflicting+',
  ],
  'a row settling by another event that presumes a claim delivered': [
    'retry-later',
    'conflicting+',
    'conflicting+',
    'forbidden',
    'conflicting',
  ],
  'a row settling by an event that it has forgotten, as no write leaves one': [
    'conflicting+',
    'conflicting+',
    'conflicting+',
    'forbidden',
    'conflicting+',
  ],
  'a row settling by the event with another fingerprint': [
    'conflicting',
    'conflicting+',
    'conflicting+',
    'forbidden',
    'conflicting',
  ],
  'a settled row': ['delivered=', 'duplicate+', 'conflicting+', 'forbidden', 'conflicting'],
  'a settled row of another opening': [
    'duplicate+',
    'duplicate+',
    'conflicting+',
    'forbidden',
    'conflicting+',
  ],
  'a cancelled row': ['cancelled+', 'cancelled+', 'cancelled+', 'forbidden', 'cancelled+'],
};

describe('decide: every state against every event', () => {
  it('has a line for every row', () => {
    expect(Object.keys(table)).toEqual(Object.keys(rows));
  });

  for (const [title, row] of Object.entries(rows)) {
    for (const [at, [eventTitle, event]] of Object.entries(events).entries()) {
      const expected = table[title]?.[at];
      it(`${expected} for ${eventTitle} on ${title}`, () => {
        expect(inShort(decide(row, event, now))).toBe(expected);
      });
    }
  }
});

describe('decide, at the edges', () => {
  const parked = rows['a row parked by the sender'];

  it('takes a result off the row when its time is up, its own or an earlier one of its sender', () => {
    expect(decide(parked, result, 1_001_000)).toMatchObject({ act: 'unclaim', isItsOwn: true });
    expect(decide(parked, events['another result'], 1_001_000)).toMatchObject({
      act: 'unclaim',
      isItsOwn: false,
    });
  });

  it('believes a presumption when it cannot be corrected any more, a minute after the claim', () => {
    const presuming = rows['a waiting row, opened again, that presumes a claim delivered'];
    expect(decide(presuming, result, 1_059_999)).toEqual({ act: 'retry-later', until: 1_060_000 });
    expect(inShort(decide(presuming, result, 1_060_000))).toBe('delivered=');
  });

  it('lets a result of the largest output in first, and a second one wait in the queue', () => {
    const large = {
      ...result,
      outcome: { ...result.outcome, answer: { kind: 'succeeded', output: 'x'.repeat(limits.outputBytes) } },
    } as const;
    const empty = rows['a row whose parked results were all unclaimed'];
    if (empty?.state !== 'parked') throw new Error('it is parked');
    expect(decide(empty, large, now)).toEqual({ act: 'park-beside' });
    const full = { ...empty, parked: { another: { ...large, parkedAt: 0, until: now + 1 } } };
    expect(decide(full, large, now)).toEqual({ act: 'wait-in-queue' });
  });

  it('counts the body of an output or of a failure, its reason, and 1,024 bytes for what surrounds them', () => {
    const empty = rows['a row whose parked results were all unclaimed'];
    if (empty?.state !== 'parked') throw new Error('it is parked');
    const failure = { kind: 'failed', error: 'e'.repeat(1_000), cause: 'c'.repeat(2_000) } as const;
    const besideOutputOf = (bytes: number) => {
      const answer = { kind: 'succeeded', output: 'x'.repeat(bytes) } as const;
      const one = {
        ...result,
        outcome: { answer, verdict: 'delivered' },
        parkedAt: 0,
        until: now + 1,
      } as const;
      const another = { ...result, outcome: { answer: failure, verdict: 'delivered' } } as const;
      return decide({ ...empty, parked: { another: one } }, another, now);
    };
    const room = 360_000 - 2 * 1_024 - 3_000;
    expect(besideOutputOf(room)).toEqual({ act: 'park-beside' });
    expect(besideOutputOf(room + 1)).toEqual({ act: 'wait-in-queue' });
  });

  it('remembers nothing on the closed row of a minted ID, which never changes', () => {
    const settled = rows['a settled row'];
    if (settled?.state !== 'settled') throw new Error('it is settled');
    expect(inShort(decide({ ...settled, business: false }, events['another result'], now))).toBe(
      'conflicting',
    );
  });
});

describe('a broken result', () => {
  const outcome = {
    answer: { kind: 'failed', error: 'CallbackRelay.InvalidResult', cause: '' },
    verdict: 'invalid',
    code: 'contract-broken',
    reason: 'why',
  } as const;
  const broken: ResultMessage = { ...result, outcome };
  const verdict = { act: 'verdict', verdict: 'invalid', code: 'contract-broken', reason: 'why' } as const;
  const settled = { ...verdict, repeated: false, remember: false };
  const remembered = { ...settled, remember: true };

  it('is parked where there is no callback, and claims one that waits', () => {
    expect(decide(undefined, broken, now)).toEqual({ act: 'park' });
    expect(decide(rows['a waiting row'], broken, now)).toEqual({ act: 'claim' });
  });

  it('has its own verdict where it may not answer, or the callback has answered its event', () => {
    expect(decide(rows['a waiting row held to other accounts'], broken, now)).toEqual(settled);
    expect(decide(rows['a waiting row with a verdict for the event'], broken, now)).toEqual(settled);
    const unrelated = { ...broken, event: { ...broken.event, id: 'event-5', source: 'stranger' } };
    expect(decide(rows['a settled row'], unrelated, now)).toEqual(settled);
  });

  it('is remembered by the closed row of a key that may be opened again, once', () => {
    const row = rows['a settled row'];
    if (row?.state !== 'settled') throw new Error('it is settled');
    const another = { ...broken, event: { ...broken.event, id: 'event-5' } };
    expect(decide(row, another, now)).toEqual(remembered);
    expect(decide({ ...row, business: false }, another, now)).toEqual(settled);
    const answer = { verdict: 'invalid', fingerprint: broken.fingerprint, at: 1 } as const;
    expect(decide({ ...row, answers: { ...row.answers, 'event-5': answer } }, another, now)).toEqual(settled);
  });

  it('stays parked until its time is up, and is unclaimed then', () => {
    const row = rows['a row parked by others'];
    if (row?.state !== 'parked') throw new Error('it is parked');
    const [parked] = Object.values(row.parked);
    if (parked === undefined) throw new Error('it has one');
    const { event, fingerprint, until } = parked;
    const again: ResultMessage = { kind: 'result', correlationId: row.correlationId, ...parked };
    expect(decide(row, again, until - 1)).toEqual({ act: 'stay-parked', until });
    expect(decide(row, again, until)).toEqual({ act: 'unclaim', parked, isItsOwn: true });
    const otherwise = { ...again, fingerprint: 'fingerprint-5' };
    expect(inShort(decide(row, otherwise, until - 1))).toBe('invalid');
    const answer = { verdict: 'invalid', fingerprint, at: 1 } as const;
    const unclaimed = { ...row, parked: {}, answers: { [event.id]: answer } };
    expect(inShort(decide(unclaimed, again, until))).toBe('invalid=');
  });

  it('lies beside the results of other senders, if there is room', () => {
    const others = rows['a row parked by others'];
    if (others?.state !== 'parked') throw new Error('it is parked');
    expect(decide(others, broken, now)).toEqual({ act: 'park-beside' });
    const [one] = Object.values(others.parked);
    if (one === undefined) throw new Error('it has one');
    const answer = { kind: 'succeeded', output: 'x'.repeat(360_000) } as const;
    const full = { ...others, parked: { another: { ...one, outcome: { ...one.outcome, answer } } } };
    expect(decide(full, broken, now)).toEqual(remembered);
  });

  it('makes room for itself where the time of an earlier one of its sender is up, and only then', () => {
    const row = rows['a row parked by the sender with another event'];
    if (row?.state !== 'parked') throw new Error('it is parked');
    const [parked] = Object.values(row.parked);
    if (parked === undefined) throw new Error('it has one');
    expect(decide(row, broken, parked.until)).toEqual({ act: 'unclaim', parked, isItsOwn: false });
    expect(decide(row, broken, parked.until - 1)).toEqual(remembered);
  });
});

function inShort(decision: Decision): string {
  if (decision.act !== 'verdict') return decision.act;
  return decision.verdict + (decision.repeated ? '=' : '') + (decision.remember ? '+' : '');
}
