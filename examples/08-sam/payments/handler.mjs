// The payments worker: it answers requests by events, with the SDK that Lambda's runtime has and no package of ours.
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

const events = new EventBridgeClient();

/** The detail-type of the result, and what the state machine gets. */
function work({ orderId, cents }) {
  if (cents > 10_000) {
    return ['Callback Failed', { error: 'PaymentDeclined', cause: 'More than the card may be charged' }];
  }
  return ['Callback Succeeded', { output: { paymentId: `payment-of-${orderId}` } }];
}

async function answer({ correlationId, replyTo, payload }) {
  const [detailType, result] = work(payload);
  const { FailedEntryCount, Entries } = await events.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: replyTo.eventBus,
          Source: 'payments',
          DetailType: detailType,
          Detail: JSON.stringify({ version: '1.0', correlationId, ...result }),
        },
      ],
    }),
  );
  if (FailedEntryCount > 0) throw new Error(Entries[0].ErrorMessage);
}

/** A request that fails comes back alone: the others of its batch are done. */
export async function handle({ Records }) {
  const batchItemFailures = [];
  for (const { messageId, body } of Records) {
    try {
      const request = JSON.parse(body);
      if (new Date(request.deadline) > new Date()) await answer(request);
    } catch (error) {
      console.error(`request ${messageId} failed`, error);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}
