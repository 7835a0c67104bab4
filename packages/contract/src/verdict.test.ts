import { describe, expect, expectTypeOf, it } from 'vitest';
import { codes } from './code.ts';
import {
  isPublished,
  type PublishedVerdict,
  publishedVerdicts,
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
  it('are published, all but delivered, duplicate and parked', () => {
    expect(all.filter((verdict) => !isPublished(verdict))).toEqual(['delivered', 'duplicate', 'parked']);
    expect(all.filter(isPublished)).toEqual([...publishedVerdicts]);
  });

  it('are typed by those of today, and open for those of tomorrow', () => {
    expectTypeOf<Exclude<Verdict, PublishedVerdict>>().toEqualTypeOf<'delivered' | 'duplicate' | 'parked'>();
    expectTypeOf<PublishedVerdict>().toExtend<VerdictDetail['verdict']>();
    expectTypeOf<'postponed'>().toExtend<VerdictDetail['verdict']>();
  });

  it.each(['verdict', 'code'])('have a %s of today, or one that a later minor brings', (field) => {
    for (const value of [...all, ...Object.keys(codes), 'postponed']) {
      expect(verdictDetailSchema.parse(detail({ [field]: value }))).toMatchObject({ [field]: value });
    }
    expect(verdictDetailSchema.safeParse(detail({ [field]: 'No Code' })).success).toBe(false);
  });

  it('are published about events without a correlation ID that can be read', () => {
    expect(verdictDetailSchema.safeParse(detail({ correlationId: null })).success).toBe(true);
    expect(verdictDetailSchema.safeParse(detail({ correlationId: undefined })).success).toBe(false);
  });
});
