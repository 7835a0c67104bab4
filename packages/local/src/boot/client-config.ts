import type { Gateway } from '../gateway/gateway.ts';
import type { InProcessHandler } from '../gateway/in-process-handler.ts';

/** What a client of the AWS SDK for JavaScript v3 takes. */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Some operations, as StartSyncExecution, prefix the host by a name that this machine has no address for. */
  readonly disableHostPrefix: true;
  /** Sends calls to the endpoint within the process. Without it a client sends them over HTTP. */
  readonly requestHandler: InProcessHandler;
}

/** Any key would do: those that no function holds are the developer's. */
export const developerKeys = { accessKeyId: 'local', secretAccessKey: 'local' };

export function clientConfig({ endpoint, inProcess }: Gateway, region: string): ClientConfig {
  return {
    ...{ endpoint, region, credentials: developerKeys },
    disableHostPrefix: true,
    requestHandler: inProcess,
  };
}
