import { expect, it } from 'vitest';
import { type RunWorkerOptions, runSettings } from './run-options.ts';

it('what is not said has its default', () => {
  expect(runSettings({ concurrency: 3 })).toEqual({
    concurrency: 3,
    visibilitySeconds: 30,
    pollSeconds: 5,
    heartbeatIntervalMs: 30_000,
    shutdownGraceMs: 20_000,
  });
});

it('no heartbeats, and no grace, may be asked for', () => {
  const settings = { heartbeatIntervalMs: Number.POSITIVE_INFINITY, shutdownGraceMs: 0 };
  expect(runSettings(settings)).toMatchObject(settings);
});

it.each<[RunWorkerOptions, string]>([
  [{ concurrency: 0 }, 'concurrency must be a whole number from 1 to 1,000; given 0'],
  [
    { concurrency: Number('') || Number.NaN },
    'concurrency must be a whole number from 1 to 1,000; given NaN',
  ],
  [{ concurrency: '4' as unknown as number }, 'given "4"'],
  [{ concurrency: 2.5 }, 'given 2.5'],
  [{ visibilitySeconds: 0 }, 'visibilitySeconds must be a whole number from 1 to 43,200; given 0'],
  [{ pollSeconds: 21 }, 'pollSeconds must be a whole number from 1 to 20; given 21'],
  [{ pollSeconds: 0 }, 'given 0'],
  [{ heartbeatIntervalMs: Number.NaN }, 'heartbeatIntervalMs must be a number of at least 1; given NaN'],
  [{ heartbeatIntervalMs: 0 }, 'given 0'],
  [{ shutdownGraceMs: -1 }, 'shutdownGraceMs must be a number of at least 0; given -1'],
])('an option with which the worker would not work as meant is refused: %j', (options, message) => {
  expect(() => runSettings(options)).toThrow(message);
});
