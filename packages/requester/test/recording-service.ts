import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Recorded {
  /** `X-Amz-Target`, as `AWSStepFunctions.SendTaskSuccess`. */
  readonly target: string;
  readonly input: Record<string, unknown>;
}

/** An AWS service that records real SDK calls and answers as planned, or with an empty object. */
export async function startRecordingService() {
  const recorded: Recorded[] = [];
  const answers: { status: number; body: object }[] = [];
  const server = createServer(async (request, response) => {
    const input = JSON.parse(await text(request)) as Record<string, unknown>;
    recorded.push({ target: String(request.headers['x-amz-target']), input });
    const { status, body } = answers.shift() ?? { status: 200, body: receiptFor(input) };
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    recorded,
    answers,
    client: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** The SDK holds SQS to the digest of what it was sent. */
function receiptFor({ MessageBody }: Record<string, unknown>): object {
  if (typeof MessageBody !== 'string') return {};
  return { MessageId: 'sent', MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') };
}
