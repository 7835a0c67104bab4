/** A definition in Amazon States Language that cannot be drawn: the message says where and why. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
}

/** What of a state the graph is made of (https://states-language.net/). */
export interface StateDefinition {
  readonly Type: string;
  readonly Comment?: string;
  readonly Resource?: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Default?: string;
  readonly Choices?: readonly ChoiceRule[];
  readonly Catch?: readonly Catcher[];
  readonly Retry?: readonly Retrier[];
  readonly Branches?: readonly StatesDefinition[];
  /** Of a Map state; `Iterator` is its older name. */
  readonly ItemProcessor?: StatesDefinition;
  readonly Iterator?: StatesDefinition;
}

export interface StatesDefinition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, StateDefinition>>;
  readonly Comment?: string;
}

export interface ChoiceRule {
  readonly Next?: string;
  readonly [field: string]: unknown;
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly MaxAttempts?: number;
}

/**
 * Reads a definition: JSON text, or what it says.
 * @throws DefinitionError
 */
export function readDefinition(definition: unknown): StatesDefinition {
  const value = typeof definition === 'string' ? parse(definition) : definition;
  checkStates(value, 'the definition');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DefinitionError(`the definition is not JSON: ${(error as Error).message}`);
  }
}

function checkStates(value: unknown, where: string): asserts value is StatesDefinition {
  if (!isObject(value)) throw new DefinitionError(`${where} is not an object`);
  if (!isObject(value.States) || Object.keys(value.States).length === 0)
    throw new DefinitionError(`${where} has no States`);
  if (typeof value.StartAt !== 'string' || !Object.hasOwn(value.States, value.StartAt))
    throw new DefinitionError(`${where}: StartAt names no state of it: ${JSON.stringify(value.StartAt)}`);
  for (const [name, state] of Object.entries(value.States)) checkState(name, state);
}

function checkState(name: string, state: unknown): void {
  if (!isObject(state) || typeof state.Type !== 'string')
    throw new DefinitionError(`state ${JSON.stringify(name)} has no Type`);
  for (const field of ['Choices', 'Catch', 'Retry', 'Branches'])
    if (state[field] !== undefined && !(Array.isArray(state[field]) && state[field].every(isObject)))
      throw new DefinitionError(`state ${JSON.stringify(name)}: ${field} is not a list of objects`);
  const inner = [
    ...((state.Branches as unknown[] | undefined) ?? []),
    ...[state.ItemProcessor ?? state.Iterator].filter((processor) => processor !== undefined),
  ];
  for (const [index, each] of inner.entries())
    checkStates(each, `state ${JSON.stringify(name)}, part ${index + 1}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
