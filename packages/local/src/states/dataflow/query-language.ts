import type { Catcher, ChoiceState, MapState, State } from '../asl/state.ts';
import type { StateFailed } from '../errors/failure.ts';
import type { Variables } from '../execution/execution.ts';
import type { Json, JsonObject } from '../json.ts';

/** What a state sees when one of its fields is worked out. */
export interface View {
  /** The state's input, before InputPath. */
  readonly input: Json;
  /** The context object: made only when it is asked for. */
  readonly context: () => JsonObject;
  readonly variables: Variables;
}

/** How a state is left: its output, and the variables that it assigns. */
export interface Exit {
  readonly output: Json;
  readonly assigned: Variables;
}

export interface Choice extends Exit {
  readonly next: string;
}

/** The error output that a Catcher hands on. */
export type ErrorOutput = { readonly Error: string | null; readonly Cause: string | null };

/**
 * The data flow of a state, in one of the two query languages. Each method throws {@link StateFailed}:
 * States.Runtime for a broken path, States.QueryEvaluationError for JSONata, and so on.
 */
export interface QueryLanguage {
  /** Parameters or Arguments: what the state works on. */
  arguments(state: State, view: View): Promise<Json>;
  /** The way from a result to the state's output. */
  leave(state: State, view: View, result: Json): Promise<Exit>;
  /** The way of an error through a Catcher. */
  catch(catcher: Catcher, view: View, error: ErrorOutput): Promise<Exit>;
  /** A field that may be given as it is, or worked out (`…Path`, or an expression); undefined if it is not given. */
  field(state: State, name: string, view: View): Promise<Json | undefined>;
  /** Why a value that {@link field} gave is not one that the field takes; `expected` is `integer`, `string` and so on. */
  wrongField(state: State, name: string, expected: string, value: Json): StateFailed;
  /** The rule that applies; undefined if none does and there is no Default. */
  choose(state: ChoiceState, view: View): Promise<Choice | undefined>;
  /** The items of a Map state; throws where they are not an array. */
  items(state: MapState, view: View): Promise<Json[]>;
  /** The input of one iteration; `view`'s context holds the item. */
  itemInput(state: MapState, view: View, item: Json): Promise<Json>;
}
