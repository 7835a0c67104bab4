import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type QueueAttributeName,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { vi } from 'vitest';

const REGION = 'us-east-1';
const ACCOUNT = '000000000000';

/** An entry as PutEvents received it, its detail parsed. */
export interface RecordedEvent {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly detail: Record<string, unknown>;
}

/** What the recording EventBridge answers to one call: an HTTP status and a body in AWS's form. */
export type PutEventsAnswer = { readonly status: number; readonly body: object } | undefined;

/**
 * A real SQS engine, and an EventBridge that records what is put. `answer` decides about each call by its number,
 * from 1; undefined accepts all its entries.
 */
export async function startWire(answer: (call: number) => PutEventsAnswer = () => undefined) {
  const sqs = buildApp({ logger: false, defaultRegion: REGION });
  await sqs.listen({ host: '127.0.0.1', port: 0 });
  const sqsUrl = `http://127.0.0.1:${(sqs.server.address() as AddressInfo).port}`;
  const calls: RecordedEvent[][] = [];
  const accepted: RecordedEvent[] = [];
  const bus = createServer(async (request, response) => {
    const entries = await entriesOf(request);
    calls.push(entries);
    const { status, body } = answer(calls.length) ?? allAccepted(entries);
    if (status === 200) {
      const outcomes = (body as { Entries: { EventId?: string }[] }).Entries;
      accepted.push(...entries.filter((_, at) => outcomes[at]?.EventId !== undefined));
    }
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => bus.listen(0, '127.0.0.1', resolve));
  const busUrl = `http://127.0.0.1:${(bus.address() as AddressInfo).port}`;
  const environment = {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SQS: sqsUrl,
    AWS_ENDPOINT_URL_EVENTBRIDGE: busUrl,
    EVENT_BUS_NAME: 'callback-bus',
  };
  const client = new SQSClient({
    region: REGION,
    endpoint: sqsUrl,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return {
    environment,
    calls,
    accepted,
    queue: async (name: string, Attributes: Partial<Record<QueueAttributeName, string>> = {}) => {
      await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
      return `${sqsUrl}/${ACCOUNT}/${name}`;
    },
    send: (QueueUrl: string, MessageBody: string) =>
      client.send(new SendMessageCommand({ QueueUrl, MessageBody })),
    /** Messages in the queue: [visible, in flight]. */
    depth: async (QueueUrl: string): Promise<[number, number]> => {
      const names: QueueAttributeName[] = [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
      ];
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: names }),
      );
      const [visible = 0, inFlight = 0] = names.map((name) => Number(Attributes[name]));
      return [visible, inFlight];
    },
    until: (check: () => void | Promise<void>, timeout = 10_000) =>
      vi.waitFor(check, { timeout, interval: 20 }),
    close: async () => {
      client.destroy();
      bus.closeAllConnections();
      await Promise.all([sqs.close(), new Promise((resolve) => bus.close(resolve))]);
    },
  };
}

export type Wire = Awaited<ReturnType<typeof startWire>>;

/** An answer that refuses the entries at these places. */
export function refusing(places: readonly number[], count: number, code: string): PutEventsAnswer {
  const Entries = Array.from({ length: count }, (_, at) =>
    places.includes(at) ? { ErrorCode: code, ErrorMessage: 'refused' } : { EventId: `event-${at}` },
  );
  return { status: 200, body: { FailedEntryCount: places.length, Entries } };
}

export function throttled(): PutEventsAnswer {
  return { status: 400, body: { __type: 'ThrottlingException', message: 'Rate exceeded' } };
}

function allAccepted(entries: readonly RecordedEvent[]) {
  const Entries = entries.map((_, at) => ({ EventId: `event-${at}` }));
  return { status: 200, body: { FailedEntryCount: 0, Entries } };
}

async function entriesOf(request: IncomingMessage): Promise<RecordedEvent[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { Entries } = JSON.parse(Buffer.concat(chunks).toString());
  return Entries.map(({ Detail, ...entry }: { Detail: string }) => ({
    ...entry,
    detail: JSON.parse(Detail),
  }));
}
