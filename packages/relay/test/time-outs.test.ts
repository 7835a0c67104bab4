import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SFNClient } from '@aws-sdk/client-sfn';
import { classifyAwsError, functionTimeoutSeconds } from '@callback-relay/contract/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sfnTaskService } from '../src/aws/index.ts';
import { relayClientAttempts, relayClientTimeouts, reserveMs } from '../src/time-limits.ts';

describe('a call that hangs', () => {
  const silent = createServer(() => {});
  beforeAll(() => new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening)));
  afterAll(() => {
    silent.closeAllConnections();
    return new Promise((closed) => silent.close(closed));
  });

  it('ends by the time-out of its client, as one that may have been done', async () => {
    const { port } = silent.address() as AddressInfo;
    const client = new SFNClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      requestHandler: { ...relayClientTimeouts, requestTimeout: 50 },
      maxAttempts: 1,
    });
    const error = await sfnTaskService(client)
      .sendTaskSuccess('token', '1')
      .catch((thrown: unknown) => thrown);
    expect(classifyAwsError(error)).toMatchObject({ kind: 'unsure', needsOperator: false });
  });

  it('ends early enough for a claim, the note that nothing was sent, and what follows', () => {
    const { connectionTimeout, requestTimeout } = relayClientTimeouts;
    const longestCall = relayClientAttempts * (connectionTimeout + requestTimeout);
    expect(3 * longestCall + reserveMs).toBeLessThanOrEqual(functionTimeoutSeconds * 1000);
  });
});
