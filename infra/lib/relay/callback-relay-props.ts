import type { NamingScheme } from '@callback-relay/contract/names';
import type { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { FunctionSettings } from '../function/bundled-function.ts';

/** What a relay is made of. Only the stage is needed. */
export interface CallbackRelayProps extends FunctionSettings {
  /** Part of every name: 1 to 12 of a-z and 0-9. */
  readonly stage: string;
  /** Names every resource; give the same to `CallbackRelay.fromStage`. @default `callback-relay-STAGE` and what is derived from it */
  readonly naming?: NamingScheme;
  /**
   * Whether the table has point-in-time recovery and deletion protection, and stays with the logs when the stack goes.
   * @default true unless the stage is plainly for development: dev, test, sandbox, local, demo, ci, e2e, pr12 and the like
   */
  readonly dataProtection?: boolean;
  /** A bus that is there. Statements are added to its policy. @default a bus of its own */
  readonly eventBus?: IEventBus;
  /**
   * A table that is there, made by another relay: same keys, index and TTL attribute.
   * @default a table of its own
   */
  readonly table?: ITable;
  /**
   * How many instances of the relay may work on the relay queue at once, 2 to 1,000. Each gets its share of Step Functions'
   * quota, and so do the two that work on deferred messages; most of the time those leave theirs idle. More instances waste
   * less of the quota in a burst, and one that works alone is slower: it never uses more than its share.
   * @default 18
   */
  readonly maxConcurrency?: number;
  /**
   * How long a result waits for a callback that is not open yet; at most 12 h.
   * @default 1 hour
   */
  readonly parkedFor?: Duration;
  /**
   * How long a row outlives its deadline: at least the 14 days of the dead-letter queue, so that a redrive finds it.
   * @default 15 days
   */
  readonly rowRetention?: Duration;
  /**
   * Names of state machines that the relay may answer, `*` standing for any characters, beside those that
   * `CallbackTask` and `grantTaskResponse` name.
   * @default none
   */
  readonly answerableNames?: readonly string[];
  /**
   * ARNs of roles that may answer under the operator's source, `*` standing for any characters, beside those that
   * `grantOperate` names.
   * @default none
   */
  readonly operatorRoles?: readonly string[];
  /** Where the alarm on dead letters is published. @default nowhere: it changes colour */
  readonly alarmTopic?: ITopic;
}
