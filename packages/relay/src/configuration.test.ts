import { describe, expect, it } from 'vitest';
import { configurationOf } from './configuration.ts';
import { relayEnvironment } from './environment.ts';

const environment = {
  AWS_LAMBDA_FUNCTION_NAME: 'relay',
  [relayEnvironment.callbacksTable]: 'table',
  [relayEnvironment.eventBus]: 'bus',
  [relayEnvironment.relayQueueUrl]: 'https://queue',
  [relayEnvironment.deferredQueueUrl]: 'https://deferred',
  [relayEnvironment.deadLetterQueueUrl]: 'https://dead',
  [relayEnvironment.quotaPerSecond]: '12.5',
  [relayEnvironment.quotaBurst]: '0.5',
  [relayEnvironment.parkedSeconds]: '43200',
  [relayEnvironment.rowRetentionSeconds]: '86400',
};

describe('the configuration of the relay', () => {
  it('is read from the environment; a burst holds one call at least', () => {
    expect(configurationOf(environment)).toMatchObject({
      callbacksTable: 'table',
      quotaPerSecond: 12.5,
      quotaBurst: 1,
    });
  });

  it.each(Object.keys(environment))('names %s when it is missing', (name) => {
    expect(() => configurationOf({ ...environment, [name]: '' })).toThrow(
      expect.objectContaining({ code: 'configuration-missing', message: expect.stringContaining(name) }),
    );
  });

  it.each([
    [relayEnvironment.parkedSeconds, '43201'],
    [relayEnvironment.quotaPerSecond, '0'],
    [relayEnvironment.quotaPerSecond, 'fast'],
    [relayEnvironment.rowRetentionSeconds, '-1'],
  ])('refuses %s of %s', (name, value) => {
    expect(() => configurationOf({ ...environment, [name]: value })).toThrow(value);
  });
});
