import type { PolicyDocument, PolicyStatement } from '../foundation/resources/policy-document.ts';
import type { Schedule } from '../foundation/schedule/schedule-expression.ts';
import type { AccountRegion } from './event-arn.ts';
import type { TargetInput } from './inputs.ts';
import type { EventPattern } from './pattern/event-pattern.ts';

export interface EventBus extends AccountRegion {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly rules: Map<string, Rule>;
  readonly tags: readonly unknown[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  modifiedAt: number;
  policy?: BusPolicy;
}

export interface BusPolicy extends PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly PolicyStatement[];
}

export interface Rule {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly roleArn?: string;
  /** The account that made the rule. */
  readonly createdBy: string;
  /** Undefined of a rule that has a schedule alone. */
  readonly pattern?: { readonly text: string; readonly matches: EventPattern };
  readonly schedule?: { readonly text: string; readonly next: Schedule };
  state: 'ENABLED' | 'DISABLED';
  readonly targets: Map<string, Target>;
}

/** A target as PutTargets takes it; only what the local runtime hosts. */
export interface Target {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string | undefined;
  /** JSON text. */
  readonly Input?: string | undefined;
  readonly InputPath?: string | undefined;
  readonly InputTransformer?: InputTransformer;
  readonly RetryPolicy?: TargetInput['RetryPolicy'];
  readonly DeadLetterConfig?: TargetInput['DeadLetterConfig'];
  readonly SqsParameters?: TargetInput['SqsParameters'];
}

export interface InputTransformer {
  readonly InputPathsMap?: Readonly<Record<string, string>> | undefined;
  readonly InputTemplate: string;
}
