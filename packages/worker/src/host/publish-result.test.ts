import { currentVersion, defineContract } from '@callback-relay/contract';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { recordingPublisher, refusal } from '../../test/doubles.ts';
import { publishResult } from './publish-result.ts';

const returnAddress = { eventBus: 'callback-bus', source: 'approvals', correlationId: 'orders:1' };

describe('a result published from anywhere', () => {
  it.each([
    [{ output: null }, { detailType: 'Callback Succeeded', output: null }],
    [{ error: 'Rejected' }, { detailType: 'Callback Failed', error: 'Rejected', cause: '' }],
    [{ progress: 0.5 }, { detailType: 'Callback Heartbeat', progress: 0.5 }],
  ])('%j is an event, and its ID is given', async (result, event) => {
    const { publisher, results } = recordingPublisher();
    expect(await publishResult({ ...returnAddress, ...result }, publisher)).toBe('event-1');
    expect(results()).toEqual([{ ...returnAddress, version: currentVersion, ...event }]);
  });

  it.each<[string, object, string]>([
    ['a malformed correlation ID', { correlationId: 'a b', output: 1 }, 'given "a b"'],
    ['a key without its namespace', { correlationId: 'nope', output: 1 }, 'a namespace, a colon and a key'],
    ['no correlation ID', { correlationId: undefined, output: 1 }, 'given nothing'],
    ['no output', { output: undefined }, 'JSON cannot carry undefined'],
    ['an output over the limit', { output: 'x'.repeat(262_144) }, '262146 bytes'],
    ['a failure without a name', { error: '' }, 'error: must be a text; given ""'],
    ['an error that is a number', { error: 1 }, 'error: must be a text; given 1'],
    ['a cause that is an object', { error: 'E', cause: {} }, 'cause: must be a text; given {}'],
    ['no bus', { eventBus: undefined, output: 1 }, 'eventBus: must be a text; given nothing'],
    ['progress over the limit', { progress: 'x'.repeat(5_000) }, '5002 bytes'],
  ])('with %s throws, and nothing is published', async (_, result, words) => {
    const { publisher, calls } = recordingPublisher();
    await expect(publishResult({ ...returnAddress, ...result } as never, publisher)).rejects.toThrow(words);
    expect(calls).toEqual([]);
  });

  it('for a worker with a contract is typed and checked by it', async () => {
    const contract = defineContract({
      name: 'approvals',
      request: z.object({ question: z.string() }),
      output: z.object({ approved: z.boolean() }),
      errors: { Withdrawn: 'The question was withdrawn.' },
    });
    const { publisher, results } = recordingPublisher();
    const { source: _, ...callback } = returnAddress;
    await publishResult({ contract, ...callback, output: { approved: true } }, publisher);
    await publishResult({ contract, ...callback, error: 'Withdrawn' }, publisher);
    expect(results()).toMatchObject([
      { source: 'approvals', output: { approved: true } },
      { source: 'approvals', error: 'Withdrawn' },
    ]);
    // @ts-expect-error the contract has no such error
    await publishResult({ contract, ...callback, error: 'Lost' }, publisher);
    // @ts-expect-error the output is a boolean
    const wrong = publishResult({ contract, ...callback, output: { approved: 'yes' } }, publisher);
    await expect(wrong).rejects.toMatchObject({ code: 'output-rejected' });
  });

  it('takes any value that JSON carries in full, and no other', async () => {
    const { publisher } = recordingPublisher();
    const even: { even: boolean; note?: string } = { even: true };
    await publishResult({ ...returnAddress, output: even }, publisher);
    await publishResult({ ...returnAddress, progress: { even } }, publisher);
    const either = even as { even: boolean } | { odd: readonly number[] } | null;
    await publishResult({ ...returnAddress, output: either }, publisher);
    await publishResult({ ...returnAddress, progress: either }, publisher);
    // @ts-expect-error a Map becomes an empty object
    await expect(publishResult({ ...returnAddress, output: new Map() }, publisher)).rejects.toThrow('Map');
    // @ts-expect-error a Date is not JSON
    await publishResult({ ...returnAddress, output: { at: new Date() } }, publisher);
  });

  it('that EventBridge refuses throws', async () => {
    const { publisher } = recordingPublisher(() => refusal('AccessDeniedException', false));
    await expect(publishResult({ ...returnAddress, output: 1 }, publisher)).rejects.toMatchObject({
      code: 'publish-failed',
      message: expect.stringContaining('AccessDeniedException'),
    });
  });
});
