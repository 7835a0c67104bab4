import { type Json, type JsonObject, parseJson } from '../json.ts';

/** The Amazon States Language, as far as it is supported. A definition has passed `validateDefinition`. */
export interface Machine {
  readonly Comment?: string;
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
  readonly QueryLanguage?: QueryLanguageName;
  readonly TimeoutSeconds?: number;
}

export type QueryLanguageName = 'JSONPath' | 'JSONata';

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string | null;
  readonly Output?: Json;
  readonly Assign?: JsonObject;
}

/** Fields that mean the same in every type of state. */
export interface CommonState {
  readonly Next?: string;
  readonly End?: boolean;
  readonly QueryLanguage?: QueryLanguageName;
  readonly InputPath?: string | null;
  readonly Parameters?: Json;
  readonly ResultSelector?: Json;
  readonly ResultPath?: string | null;
  readonly OutputPath?: string | null;
  readonly Arguments?: Json;
  readonly Output?: Json;
  readonly Assign?: JsonObject;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

export interface TaskState extends CommonState {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly TimeoutSeconds?: number | string;
  readonly TimeoutSecondsPath?: string;
  readonly HeartbeatSeconds?: number | string;
  readonly HeartbeatSecondsPath?: string;
}

export interface PassState extends CommonState {
  readonly Type: 'Pass';
  readonly Result?: Json;
}

export interface WaitState extends CommonState {
  readonly Type: 'Wait';
  readonly Seconds?: number | string;
  readonly SecondsPath?: string;
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
}

export interface ChoiceState extends CommonState {
  readonly Type: 'Choice';
  readonly Choices: readonly ChoiceRule[];
  readonly Default?: string;
}

/** A comparison, or a combination of them (And, Or, Not); a JSONata rule has a Condition instead. */
export interface ChoiceRule {
  readonly Next?: string;
  readonly Condition?: string | boolean;
  readonly Assign?: JsonObject;
  readonly Output?: Json;
  readonly Variable?: string;
  readonly And?: readonly ChoiceRule[];
  readonly Or?: readonly ChoiceRule[];
  readonly Not?: ChoiceRule;
  readonly [operator: string]: unknown;
}

export interface SucceedState extends CommonState {
  readonly Type: 'Succeed';
}

export interface FailState extends CommonState {
  readonly Type: 'Fail';
  readonly Error?: string;
  readonly ErrorPath?: string;
  readonly Cause?: string;
  readonly CausePath?: string;
}

export interface ParallelState extends CommonState {
  readonly Type: 'Parallel';
  readonly Branches: readonly Machine[];
}

interface Processor extends Machine {
  readonly ProcessorConfig?: { readonly Mode?: string; readonly ExecutionType?: string };
}

export interface MapState extends CommonState {
  readonly Type: 'Map';
  readonly ItemProcessor?: Processor;
  /** The older name of ItemProcessor. */
  readonly Iterator?: Processor;
  /** Part of the ARN of a distributed Map's runs. */
  readonly Label?: string;
  readonly ToleratedFailureCount?: number | string;
  readonly ToleratedFailureCountPath?: string;
  readonly ToleratedFailurePercentage?: number | string;
  readonly ToleratedFailurePercentagePath?: string;
  readonly ItemsPath?: string;
  readonly Items?: Json;
  readonly ItemSelector?: Json;
  readonly MaxConcurrency?: number | string;
  readonly MaxConcurrencyPath?: string;
}

/** A field of a state by its name, whichever type of state it is of. */
export const fieldOf = (state: State, name: string): Json | undefined => Reflect.get(state, name);

export type State =
  | TaskState
  | PassState
  | WaitState
  | ChoiceState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

/** The machine of a definition that was found valid. */
export const readMachine = (definition: string): Machine => JSON.parse(definition);

/** The same, whose values keep the text that the definition gives them. */
export const readExactMachine = (definition: string): Machine => checked(parseJson(definition));

/** A definition is checked when it is created, field by field. */
const checked = (definition: Json): Machine => definition as unknown as Machine;

/** Whether the iterations of a distributed Map are Express executions. */
export const isExpress = ({ ItemProcessor, Iterator }: MapState): boolean =>
  (ItemProcessor ?? Iterator)?.ProcessorConfig?.ExecutionType === 'EXPRESS';

/** Whether the iterations of a Map state are executions of their own, of which its history shows nothing. */
export const isDistributed = ({ ItemProcessor, Iterator }: MapState): boolean =>
  (ItemProcessor ?? Iterator)?.ProcessorConfig?.Mode === 'DISTRIBUTED';
