import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { mapping, queue, writeApp } from './app.ts';
import { startDev } from './dev-process.ts';

test('messages that a function fails come again: each line names their callbacks, and none calls it a problem', async () => {
  const app = writeApp({ ...mapping('picky'), Jobs: queue('jobs', { VisibilityTimeout: 120 }) });
  const dev = await startDev(['--app', app]);
  const sqs = new SQSClient({
    ...{ endpoint: dev.endpoint, region: 'us-east-1' },
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const send = (...ids: string[]) =>
    sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: `${dev.endpoint}/000000000000/jobs`,
        Entries: ids.map((Id) => ({ Id, MessageBody: JSON.stringify({ correlationId: `team:${Id}` }) })),
      }),
    );
  const step = (text: RegExp) => dev.printed.find((printed) => text.test(String(printed.text)));
  await send('good', 'bad');
  await expect
    .poll(() => step(/^returns 1 of 2 messages/), { timeout: 10_000 })
    .toMatchObject({ correlationIds: ['team:good', 'team:bad'], tone: 'quiet', actor: 'Echo' });
  expect(step(/^looks/)).toMatchObject({ correlationIds: ['team:good', 'team:bad'], tone: 'bad' });

  await send('boom');
  await expect
    .poll(() => step(/the batch is tried again/), { timeout: 10_000 })
    .toMatchObject({ correlationIds: ['team:boom'], tone: 'quiet' });
  expect(step(/^failed .*Error: of\ntwo lines/)).toMatchObject({
    correlationIds: ['team:boom'],
    tone: 'bad',
  });
  expect(JSON.stringify(dev.printed)).not.toContain('PROBLEM');
  sqs.destroy();
}, 30_000);
