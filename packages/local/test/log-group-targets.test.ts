import { expect, test } from 'vitest';
import type { LogEntry } from '../src/index.ts';
import { startServerless } from './serverless-app.ts';

test('a rule may have a log group as its target, where an event comes and is not kept', async () => {
  const local = await startServerless({
    Events: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/events/all' } },
    All: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['shop'] },
        Targets: [
          {
            Id: 'Log',
            Arn: {
              'Fn::Join': [
                ':',
                [
                  'arn:aws:logs',
                  { Ref: 'AWS::Region' },
                  { Ref: 'AWS::AccountId' },
                  'log-group',
                  { Ref: 'Events' },
                ],
              ],
            },
          },
        ],
      },
    },
  });
  const entries: LogEntry[] = [];
  local.onLog((entry) => entries.push(entry));
  await local.publish({ source: 'shop', detailType: 'Placed', detail: {} });
  await local.idle();
  expect(entries.flatMap((entry) => (entry.kind === 'delivery' ? [entry.outcome] : []))).toEqual([
    'delivered',
  ]);
});
