import type { Contract } from '@callback-relay/contract';
import type { PayloadTemplateOf } from '@callback-relay/contract/documents';
import type { Duration } from 'aws-cdk-lib';
import type {
  AssignableStateOptions,
  JsonataCommonOptions,
  JsonPathCommonOptions,
  StateBaseProps,
  TaskInput,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { ContractProps } from '../contract/attach-contract.ts';
import type { CallbackRequester } from '../requester/callback-requester.ts';
import type { IWorker } from '../worker/worker-attributes.ts';

/** What a callback is opened with, in either query language. */
export interface CallbackOptions<C extends Contract = Contract> extends ContractProps<C> {
  /** The function that opens the callback. */
  readonly requester: CallbackRequester;
  /**
   * The worker that is asked. Left out, the task waits for an event that comes anyway, by `businessKey` and `allowedSources`.
   * @default no worker
   */
  readonly worker?: IWorker;
  /** How long the task waits before it fails with States.Timeout. Required: Step Functions' default is years. */
  readonly timeout: Duration;
  /** How long the worker may be silent before the task fails with States.HeartbeatTimeout. @default not watched */
  readonly heartbeat?: Duration;
  /**
   * What the worker is asked for: JSON with paths or JSONata expressions in it, or a `TaskInput`. Typed and checked by the
   * contract, where there is one.
   * @default the state's input
   */
  readonly payload?: PayloadTemplateOf<C> | TaskInput;
  /**
   * The key that the outside knows the callback by, in place of a minted one: any text, such as an ARN, or a path or a
   * JSONata expression that leads to a text or a number. What is outside letters, digits and . _ / @ + = ~ - stands in the correlation ID as `encodeBusinessKey`
   * of the contract writes it.
   * @default 128 bits of a digest, new for every attempt
   */
  readonly businessKey?: string;
  /** Event sources that may answer. @default the worker's name */
  readonly allowedSources?: readonly string[];
  /** Accounts that may answer. @default the worker's; without one, the stack's */
  readonly allowedAccounts?: readonly string[];
  /**
   * Tells tasks apart that share execution, state and entered time: items of a Map state. It is part of what the
   * idempotency key is made of.
   * @default in a Map state the index of the item, of the innermost Map where Maps are nested; elsewhere nothing
   */
  readonly item?: string | number;
  /** Whether opening is tried again, for some minutes, when an AWS service hiccups. @default true */
  readonly retryOnTransientErrors?: boolean;
}

/** A callback task that speaks JSONPath, as `CallbackTask.jsonPath` takes it. */
export interface CallbackTaskJsonPathProps<C extends Contract = Contract>
  extends StateBaseProps,
    AssignableStateOptions,
    JsonPathCommonOptions,
    CallbackOptions<C> {
  /** @default the output replaces the state's input */
  readonly resultPath?: string;
  /** @default the output as it is */
  readonly resultSelector?: Record<string, unknown>;
}

/** A callback task that speaks JSONata, as `CallbackTask.jsonata` takes it. */
export interface CallbackTaskJsonataProps<C extends Contract = Contract>
  extends StateBaseProps,
    AssignableStateOptions,
    JsonataCommonOptions,
    CallbackOptions<C> {}

/** A callback task in the query language of its state machine, or in that of `queryLanguage`. */
export interface CallbackTaskProps<C extends Contract = Contract>
  extends CallbackTaskJsonPathProps<C>,
    CallbackTaskJsonataProps<C> {}
