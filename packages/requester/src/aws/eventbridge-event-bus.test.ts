import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRecordingService } from '../../test/recording-service.ts';
import { eventbridgeEventBus } from './eventbridge-event-bus.ts';

describe('the notice of an opening over parked results', () => {
  let service: Awaited<ReturnType<typeof startRecordingService>>;
  beforeAll(async () => {
    service = await startRecordingService();
  });
  afterAll(() => service.stop());
  const eventBus = () => eventbridgeEventBus(new EventBridgeClient(service.client), 'the-bus');

  it('is published when EventBridge has taken the entry', async () => {
    service.answers.push({ status: 200, body: { FailedEntryCount: 0, Entries: [{ EventId: 'e' }] } });
    await eventBus().publishOpened('{}');
    expect(service.recorded).toHaveLength(1);
  });

  it.each([
    ['names the error of the entry', [{ ErrorCode: 'InternalFailure' }], 'InternalFailure'],
    ['has a reason where the entry has no error', [{}], 'no error code'],
    ['has a reason where there is no entry', [], 'no error code'],
    ['has a reason where there are no entries', undefined, 'no error code'],
  ])('that is refused %s', async (_, Entries, reason) => {
    service.answers.push({ status: 200, body: { FailedEntryCount: 1, Entries } });
    await expect(eventBus().publishOpened('{}')).rejects.toMatchObject({
      code: 'publish-failed',
      message: expect.stringContaining(reason),
    });
  });
});
