import { describe, expect, it } from 'vitest';
import { recordingPublisher, refusal } from '../../test/doubles.ts';
import { publishResult } from './publish-result.ts';

const answering = { eventBus: 'callback-bus', source: 'approvals', correlationId: 'orders:1' };

describe('a result published from anywhere', () => {
  it.each([
    [{ output: null }, { detailType: 'Callback Succeeded', output: null }],
    [{ error: 'Rejected' }, { detailType: 'Callback Failed', error: 'Rejected', cause: '' }],
    [{ progress: 0.5 }, { detailType: 'Callback Heartbeat', progress: 0.5 }],
  ])('%j is an event, and its ID is given', async (result, event) => {
    const { publisher, results } = recordingPublisher();
    expect(await publishResult({ ...answering, ...result }, publisher)).toBe('event-1');
    expect(results()).toEqual([{ ...answering, version: '1.0', ...event }]);
  });

  it.each([
    ['a malformed correlation ID', { correlationId: 'a b', output: 1 }, 'correlation-id-malformed'],
    ['no output', { output: undefined as unknown as null }, 'contract-broken'],
    ['an output over the limit', { output: 'x'.repeat(262_144) }, 'output-too-large'],
    ['a failure without a name', { error: '' }, 'contract-broken'],
    ['progress over the limit', { progress: 'x'.repeat(5_000) }, 'progress-too-large'],
  ])('with %s throws, and nothing is published', async (_, result, code) => {
    const { publisher, calls } = recordingPublisher();
    await expect(publishResult({ ...answering, ...result }, publisher)).rejects.toMatchObject({ code });
    expect(calls).toEqual([]);
  });

  it('that EventBridge refuses throws', async () => {
    const { publisher } = recordingPublisher(() => refusal('AccessDeniedException', false));
    await expect(publishResult({ ...answering, output: 1 }, publisher)).rejects.toMatchObject({
      code: 'publish-failed',
      message: expect.stringContaining('AccessDeniedException'),
    });
  });
});
