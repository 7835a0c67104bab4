import { describe, expect, it } from 'vitest';
import { configurationOf } from './configuration.ts';
import { requesterEnvironment } from './environment.ts';

const environment = {
  [requesterEnvironment.callbacksTable]: 'table',
  [requesterEnvironment.eventBus]: 'bus',
  [requesterEnvironment.namespace]: 'orders',
  [requesterEnvironment.rowRetentionSeconds]: '86400',
};

describe('the configuration of the requester', () => {
  it('is read from the environment', () => {
    expect(configurationOf(environment)).toEqual({
      callbacksTable: 'table',
      eventBus: 'bus',
      namespace: 'orders',
      rowRetentionSeconds: 86_400,
    });
  });

  it.each(Object.values(requesterEnvironment))('names %s when it is missing', (name) => {
    expect(() => configurationOf({ ...environment, [name]: undefined })).toThrow(
      expect.objectContaining({ code: 'configuration-missing', message: expect.stringContaining(name) }),
    );
  });

  it.each([
    [requesterEnvironment.namespace, 'Orders!'],
    [requesterEnvironment.rowRetentionSeconds, '-1'],
    [requesterEnvironment.rowRetentionSeconds, '1.5'],
    [requesterEnvironment.rowRetentionSeconds, 'soon'],
  ])('refuses a malformed %s', (name, value) => {
    expect(() => configurationOf({ ...environment, [name]: value })).toThrow(
      expect.objectContaining({ code: 'configuration-missing', message: expect.stringContaining(value) }),
    );
  });
});
