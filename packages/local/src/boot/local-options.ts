import type { RequestHandler } from '../gateway/gateway.ts';

export interface LocalOptions {
  /**
   * A CDK app's output folder: what `cdk synth` wrote, `cdk.out` by default there. Or CloudFormation and SAM templates, in JSON or
   * YAML, whose functions' code lies beside them: folders, or ZIP archives named by their S3 keys.
   */
  readonly app: string | readonly string[];
  /** Of the endpoint, on 127.0.0.1. By default the one that the data folder had before, else any free one. */
  readonly port?: number;
  /** Where everything that waits is kept, over stops and crashes. By default it is gone with the process. */
  readonly dataDir?: string;
  /** `AWS_REGION` by default, else us-east-1. */
  readonly region?: string;
  /** `stopped` for tests: time moves only by `advance`. By default it flows, and can be advanced. */
  readonly clock?: 'flowing' | 'stopped';
  /** Types (`AWS::S3::Bucket`, `Custom::*`) and logical IDs of resources that are not run. */
  readonly leaveOut?: readonly string[];
  /** Values of template parameters, and of SSM parameters that no stack of the app makes, by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Endpoints of services that do not run here, as `{ s3: 'http://127.0.0.1:9000' }`: calls to them are passed on. */
  readonly forward?: Readonly<Record<string, string>>;
  /** Asked for requests that are not a call of AWS's, as a page at `/`; true where it has taken the request over. */
  readonly requests?: RequestHandler;
  /** How long, at most, an item of a table still shows after its time to live. 900 by default. */
  readonly timeToLiveLagSeconds?: number;
  /** A seed that draws faults from the start: see `faults.chaos`. */
  readonly chaos?: number;
}
