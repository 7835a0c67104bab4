import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';

/** AWS's own clients, which try again as they do everywhere. */
export interface Clients {
  readonly states: SFNClient;
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  destroy(): void;
}

/** A process that is stopped answers nothing: the SDK waits for ever by default. */
const REQUEST_TIMEOUT_MS = 8_000;

export function createClients(endpoint: string): Clients {
  const configuration = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'soak', secretAccessKey: 'soak' },
    requestHandler: { requestTimeout: REQUEST_TIMEOUT_MS, throwOnRequestTimeout: true },
  };
  const states = new SFNClient(configuration);
  const sqs = new SQSClient(configuration);
  const events = new EventBridgeClient(configuration);
  return {
    ...{ states, sqs, events },
    destroy() {
      for (const client of [states, sqs, events]) client.destroy();
    },
  };
}
