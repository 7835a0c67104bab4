import { standardNaming } from '@callback-relay/contract/names';
import { describe, expect, it } from 'vitest';
import { stageNames } from './names.ts';

const standard = stageNames('dev', standardNaming);
/** A scheme with the owner first, so that names begin with nothing in common. */
const ownerFirst = stageNames('dev', ({ owner, kind, stage, deadLetters }) =>
  [owner ?? 'relay', kind, stage, deadLetters ? 'dlq' : ''].filter(Boolean).join('-'),
);

describe('names of a stage', () => {
  it('are the standard ones where no scheme is given', () => {
    expect(stageNames('dev').callbacksTable).toBe('callback-relay-dev-callbacks');
    expect(standard.queuePrefix).toBe('callback-relay-dev-');
    expect(standard.functionPrefix).toBe('callback-relay-dev-');
    expect(ownerFirst.queuePrefix).toBe('');
  });

  it.each([
    ['callback-relay-dev-results', { isDeadLetters: false }],
    [
      'callback-relay-dev-deferred',
      { isDeadLetters: false, deadLetters: 'callback-relay-dev-results-dead-letters' },
    ],
    ['callback-relay-dev-results-dead-letters', { isDeadLetters: true, queue: 'callback-relay-dev-results' }],
    ['callback-relay-dev-pay-requests', { isDeadLetters: false }],
    [
      'callback-relay-dev-pay-requests-dead-letters',
      { isDeadLetters: true, queue: 'callback-relay-dev-pay-requests' },
    ],
    ['callback-relay-dev-pay-cancellations', { isDeadLetters: false }],
  ])('tell what the queue %s is', (name, queue) => {
    expect(standard.queueNamed(name)).toMatchObject(queue);
  });

  it.each([
    'orders',
    'callback-relay-dev-other',
    'callback-relay-prod-results',
    'callback-relay-dev--requests',
  ])('tell that the queue %s is none of the stage', (name) =>
    expect(standard.queueNamed(name)).toBeUndefined(),
  );

  it('tell by a scheme of the team', () => {
    expect(ownerFirst.queueNamed('pay-requestQueue-dev-dlq')).toEqual({
      queue: 'pay-requestQueue-dev',
      deadLetters: 'pay-requestQueue-dev-dlq',
      isDeadLetters: true,
    });
    expect(ownerFirst.isFunction('pay-workerFunction-dev')).toBe(true);
    expect(ownerFirst.isFunction('pay-workerFunction-prod')).toBe(false);
  });

  it('are refused of a scheme that hides the owner, and of a stage that is none', () => {
    expect(() => stageNames('dev', ({ kind }) => kind)).toThrow(
      /puts the owner into a name once, as it is.*"requestQueue"/,
    );
    expect(() => stageNames('Dev')).toThrow('given "Dev"');
  });
});
