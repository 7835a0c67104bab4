import type { Duration } from 'aws-cdk-lib';
import type {
  AssignableStateOptions,
  JsonataCommonOptions,
  JsonPathCommonOptions,
  StateBaseProps,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { CallbackRequester } from '../requester/callback-requester.ts';
import type { IWorker } from '../worker/worker-reference.ts';

export interface CallbackTaskProps
  extends StateBaseProps,
    AssignableStateOptions,
    JsonPathCommonOptions,
    JsonataCommonOptions {
  /** The function that opens the callback. */
  readonly requester: CallbackRequester;
  /**
   * Who is asked. Left out, nobody is: an event that comes anyway is waited for, by `businessKey` and `allowedSources`.
   * @default nobody
   */
  readonly worker?: IWorker;
  /** How long the task waits before it fails with States.Timeout. Required: Step Functions' default is years. */
  readonly timeout: Duration;
  /** How long the worker may be silent before the task fails with States.HeartbeatTimeout. @default not watched */
  readonly heartbeat?: Duration;
  /** What the worker is asked for, paths or JSONata expressions in it. @default the state's input */
  readonly payload?: unknown;
  /**
   * The key that the outside knows the callback by, in place of a minted one: letters, digits and . _ / @ + = ~ -,
   * or a path or JSONata expression that comes to such.
   * @default 128 random bits, new for every attempt
   */
  readonly businessKey?: string;
  /** Event sources that may answer. @default the worker's name */
  readonly allowedSources?: readonly string[];
  /** Accounts that may answer. @default the worker's; without one, the stack's */
  readonly allowedAccounts?: readonly string[];
  /** Tells the items of a Map state apart, which share state name and entered time: `$$.Map.Item.Index`, say. */
  readonly item?: string | number;
  /** Whether opening is tried again when an AWS service hiccups. @default true */
  readonly retryOnTransientErrors?: boolean;
  /** JSONPath only. @default the output replaces the state's input */
  readonly resultPath?: string;
  /** JSONPath only. @default the output as it is */
  readonly resultSelector?: Record<string, unknown>;
}
