/** A function as it is deployed. */
export interface LocalFunction {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** `nodejs24.x`, `python3.13` or `provided.al2023`, say. */
  readonly runtime: string;
  readonly handler: string;
  /** The folder of its bundle. */
  readonly codeDirectory: string;
  /** The folders of its layers, in their order. */
  readonly layerDirectories?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly description?: string;
  /** Undefined where nothing is reserved; 0 throttles every invocation. */
  readonly reservedConcurrency?: number;
  /** ARN of an SQS queue that takes what asynchronous invocation gave up. */
  readonly deadLetterArn?: string;
  readonly asynchronous?: AsynchronousConfig;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  /** Members of its configuration that are shown and have no effect. */
  readonly shown?: object;
}

/** What an event invoke configuration sets; Lambda's standards where it is silent. */
export interface AsynchronousConfig {
  /** 0 to 2. */
  readonly maximumRetryAttempts?: number;
  /** 60 to 21,600. */
  readonly maximumEventAgeSeconds?: number;
  /** ARNs of an SQS queue, an event bus or a function. */
  readonly onFailure?: string;
  readonly onSuccess?: string;
}

/** The keys that a function calls other services with; they tell who calls. */
export interface FunctionKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}
