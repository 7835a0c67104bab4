import { describe, expect, expectTypeOf, it } from 'vitest';
import { codes } from './code.ts';
import {
  isTold,
  type ToldVerdict,
  toldVerdicts,
  type Verdict,
  type VerdictDetail,
  verdictDetailSchema,
  verdicts,
} from './verdict.ts';

const all = Object.keys(verdicts) as Verdict[];
const event = { id: 'e', source: 'payments', account: '123456789012', detailType: 'Callback Succeeded' };
const detail = (change: object) => ({
  version: '1.0',
  verdict: 'late',
  correlationId: 'orders:1',
  event,
  reason: 'the task had timed out',
  ...change,
});

describe('verdicts', () => {
  it('are told, all but delivered, duplicate and parked', () => {
    expect(all.filter((verdict) => !isTold(verdict))).toEqual(['delivered', 'duplicate', 'parked']);
    expect(all.filter(isTold)).toEqual([...toldVerdicts]);
  });

  it('that are not told are kept out of the event by type and by schema', () => {
    expectTypeOf<Exclude<Verdict, ToldVerdict>>().toEqualTypeOf<'delivered' | 'duplicate' | 'parked'>();
    expectTypeOf<VerdictDetail['verdict']>().toEqualTypeOf<ToldVerdict>();
    for (const verdict of all) {
      expect(verdictDetailSchema.safeParse(detail({ verdict })).success).toBe(isTold(verdict));
    }
  });

  it('are told with any code of today, and with those that a later minor may bring', () => {
    for (const code of [...Object.keys(codes), 'code-of-tomorrow', undefined]) {
      expect(verdictDetailSchema.safeParse(detail({ code })).success).toBe(true);
    }
    expect(verdictDetailSchema.safeParse(detail({ code: 'No Code' })).success).toBe(false);
  });

  it('are told of events without a correlation ID that can be read', () => {
    expect(verdictDetailSchema.safeParse(detail({ correlationId: null })).success).toBe(true);
    expect(verdictDetailSchema.safeParse(detail({ correlationId: undefined })).success).toBe(false);
  });
});
