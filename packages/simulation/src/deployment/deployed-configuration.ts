import deployed from './deployed.json' with { type: 'json' };

/** What relay, requester and worker are deployed with. Read from the synthesized templates, never written by hand. */
export interface DeployedConfiguration {
  readonly relay: {
    readonly timeoutSeconds: number;
    /** One instance's share of the quota. */
    readonly quotaPerSecond: number;
    readonly quotaBurst: number;
    readonly parkedSeconds: number;
    readonly rowRetentionSeconds: number;
  };
  readonly requester: { readonly timeoutSeconds: number };
  readonly worker: { readonly timeoutSeconds: number };
  readonly relayQueue: DeployedQueue;
  readonly deferredQueue: DeployedQueue;
  readonly requestQueue: DeployedQueue;
  readonly deadLetters: { readonly retentionSeconds: number };
  /** What the construct writes into every callback task. */
  readonly retry: DeployedRetrier;
}

/** A queue and the event source mapping that reads it. */
export interface DeployedQueue {
  /** Of a message without a delay of its own. */
  readonly delaySeconds: number;
  readonly visibilitySeconds: number;
  readonly retentionSeconds: number;
  readonly maxReceiveCount: number;
  readonly batchSize: number;
  readonly maximumConcurrency: number;
}

/** One entry of a state's Retry. */
export interface DeployedRetrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number;
  readonly fullJitter: boolean;
}

/** Of the stage `prod`. `test/deployment.test.ts` holds the file to the templates, and writes it with `vitest -u`. */
export const deployedConfiguration: DeployedConfiguration = deployed;
