import {
  DeleteRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import {
  cancelledDetailSchema,
  cancelledEventType,
  verdictDetailSchema,
  verdictEventType,
} from '@callback-relay/contract';
import { z } from 'zod';
import type { Clients } from './clients.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';

const noticeSchema = z.discriminatedUnion('detail-type', [
  z.object({ 'detail-type': z.literal(verdictEventType), detail: verdictDetailSchema }),
  z.object({ 'detail-type': z.literal(cancelledEventType), detail: cancelledDetailSchema }),
]);

/** What the relay publishes about results and callbacks: `Callback Verdict` and `Callback Cancelled`. */
export type Notice = z.infer<typeof noticeSchema>;

/** A rule on the bus into a queue of our own, as a worker's team would watch its verdicts. */
export async function observe(clients: Clients, eventBus: string, name: string): Promise<Mailbox<Notice>> {
  const { QueueUrl } = await clients.sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const queueArn = Attributes?.QueueArn ?? '';
  const rule = { Name: name, EventBusName: eventBus };
  const { RuleArn = '' } = await clients.events.send(
    new PutRuleCommand({
      ...rule,
      EventPattern: JSON.stringify({ 'detail-type': [verdictEventType, cancelledEventType] }),
    }),
  );
  await clients.sqs.send(
    new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: mayBeSentTo(queueArn, RuleArn) } }),
  );
  await clients.events.send(
    new PutTargetsCommand({
      Rule: name,
      EventBusName: eventBus,
      Targets: [{ Id: 'observed', Arn: queueArn }],
    }),
  );
  const mailbox = openMailbox(clients.sqs, QueueUrl ?? '', (body) => noticeSchema.parse(JSON.parse(body)));
  return {
    ...mailbox,
    async close() {
      await mailbox.close();
      await clients.events.send(
        new RemoveTargetsCommand({ Rule: name, EventBusName: eventBus, Ids: ['observed'] }),
      );
      await clients.events.send(new DeleteRuleCommand(rule));
      await clients.sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}

function mayBeSentTo(queueArn: string, ruleArn: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
      },
    ],
  });
}
