import { describe, expect, it } from 'vitest';
import { cancelledDetailSchema, endedStatuses, openedDetailSchema, progressDetailSchema } from './notice.ts';

const notice = { version: '1.0', correlationId: 'orders:1' };

describe('the notice of a cancelled callback', () => {
  it.each([...endedStatuses, 'STATUS_OF_TOMORROW'])('says that the execution ended %s', (executionStatus) => {
    const detail = { ...notice, idempotencyKey: 'k', executionStatus };
    expect(cancelledDetailSchema.parse(detail)).toEqual(detail);
  });

  it.each(['aborted', '', 1, undefined])('never says %j', (executionStatus) => {
    expect(cancelledDetailSchema.safeParse({ ...notice, idempotencyKey: 'k', executionStatus }).success).toBe(
      false,
    );
  });
});

describe('the notice of an opened callback', () => {
  it('says which, and nothing more', () => {
    expect(openedDetailSchema.parse({ ...notice, taskToken: 'secret' })).toEqual(notice);
  });
});

describe('progress', () => {
  const progress = { ...notice, progress: { step: 1 }, at: '2026-11-22T10:14:30.000Z', count: 3 };

  it('has what the worker sent, when, and how many there were', () => {
    expect(progressDetailSchema.parse(progress)).toEqual(progress);
    for (const field of ['progress', 'at', 'count']) {
      expect(progressDetailSchema.safeParse({ ...progress, [field]: undefined }).success).toBe(false);
    }
  });
});
