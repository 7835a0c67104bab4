import * as z from 'zod/mini';
import {
  cancelledDetailSchema,
  cancelledEventType,
  openedDetailSchema,
  openedEventType,
  progressDetailSchema,
  progressEventType,
} from '../notice.ts';
import { requestSchema } from '../request.ts';
import { failedDetailSchema, heartbeatDetailSchema, resultTypes, succeededDetailSchema } from '../result.ts';
import { relaySource, verdictDetailSchema, verdictEventType } from '../verdict.ts';

/** A message of the published contract: who sends it to whom, and the schema that its readers hold it to. */
export interface PublishedMessage {
  /** Also the name of its file. */
  readonly name: string;
  readonly title: string;
  readonly schema: z.ZodMiniObject;
  /** Where the fields of ours are, among which a token-shaped one is refused: the message itself, or the event's detail. */
  readonly body: 'message' | 'detail';
  readonly writer: string;
  readonly reader: string;
}

/** The parts of an EventBridge event that its publisher sets, under the names that readers and rules see them by. */
function event(source: z.ZodMiniType, detailType: string, detail: z.ZodMiniObject) {
  return z
    .object({ source, 'detail-type': z.literal(detailType), detail })
    .check(z.describe(z.globalRegistry.get(detail)?.description ?? detailType));
}

const workerSource = z
  .string()
  .check(
    z.regex(/^[ -~]{1,256}$/, 'a source is 1 to 256 printable ASCII characters'),
    z.describe("The worker's name; the callback names the sources that may answer it. `aws.` is AWS's own"),
  );

const ownSource = z.literal(relaySource);

const result = { body: 'detail', writer: 'worker', reader: 'relay' } as const;
const notice = { body: 'detail', writer: 'relay', reader: 'worker' } as const;

export const publishedMessages: readonly PublishedMessage[] = [
  {
    name: 'request',
    title: 'Request',
    schema: requestSchema,
    body: 'message',
    writer: 'requester',
    reader: 'worker',
  },
  {
    name: 'callback-succeeded',
    title: resultTypes.succeeded,
    schema: event(workerSource, resultTypes.succeeded, succeededDetailSchema),
    ...result,
  },
  {
    name: 'callback-failed',
    title: resultTypes.failed,
    schema: event(workerSource, resultTypes.failed, failedDetailSchema),
    ...result,
  },
  {
    name: 'callback-heartbeat',
    title: resultTypes.heartbeat,
    schema: event(workerSource, resultTypes.heartbeat, heartbeatDetailSchema),
    ...result,
  },
  {
    name: 'callback-verdict',
    title: verdictEventType,
    schema: event(ownSource, verdictEventType, verdictDetailSchema),
    ...notice,
  },
  {
    name: 'callback-cancelled',
    title: cancelledEventType,
    schema: event(ownSource, cancelledEventType, cancelledDetailSchema),
    ...notice,
  },
  {
    name: 'callback-progress',
    title: progressEventType,
    schema: event(ownSource, progressEventType, progressDetailSchema),
    body: 'detail',
    writer: 'relay',
    reader: 'subscriber',
  },
  {
    name: 'callback-opened',
    title: openedEventType,
    schema: event(ownSource, openedEventType, openedDetailSchema),
    body: 'detail',
    writer: 'requester',
    reader: 'relay',
  },
];
