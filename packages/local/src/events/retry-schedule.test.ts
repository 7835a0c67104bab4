import { expect, test } from 'vitest';
import type { Delivery } from './delivery.ts';
import { nextAttempt } from './retry-schedule.ts';

function failed(attempts: number, RetryPolicy?: Delivery['target']['RetryPolicy']): Delivery {
  const target = {
    Id: 'q',
    Arn: 'arn:aws:sqs:eu-west-1:1:q',
    ...(RetryPolicy === undefined ? {} : { RetryPolicy }),
  };
  return { target, attempts, ingestedAt: 0 } as Delivery;
}

test('the delay doubles from one second to ten minutes, with jitter over its second half', () => {
  const delays = [1, 2, 3, 10, 11, 100].map((attempts) => nextAttempt(failed(attempts), 0, 1));
  expect(delays).toEqual([1, 2, 4, 512, 600, 600].map((seconds) => ({ at: seconds * 1000 })));
  expect(nextAttempt(failed(3), 500, 0)).toEqual({ at: 2500 });
});

test('185 retries are made within 24 hours, and not one more', () => {
  let now = 0;
  let attempts = 1;
  for (; attempts <= 185; attempts++) {
    const next = nextAttempt(failed(attempts), now, 0.5);
    if (typeof next === 'string') break;
    now = next.at;
  }
  expect(attempts).toBeGreaterThan(180);
  expect(nextAttempt(failed(186), 0, 0)).toBe('MaximumRetryAttempts');
});

test("the target's policy ends the retries sooner", () => {
  expect(nextAttempt(failed(1, { MaximumRetryAttempts: 0 }), 0, 0)).toBe('MaximumRetryAttempts');
  expect(nextAttempt(failed(2, { MaximumRetryAttempts: 2 }), 0, 0)).toEqual({ at: 1000 });
  expect(nextAttempt(failed(3, { MaximumEventAgeInSeconds: 60 }), 58_000, 1)).toBe(
    'MaximumEventAgeInSeconds',
  );
  expect(nextAttempt(failed(2, { MaximumEventAgeInSeconds: 60 }), 58_000, 1)).toEqual({ at: 60_000 });
});
