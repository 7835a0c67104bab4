import {
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  StringConcat,
  Tokenization,
} from 'aws-cdk-lib';
import { CfnStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { IConstruct } from 'constructs';

/** A task as the definition of a state machine has it. */
export interface DefinedTask {
  readonly machine: StateMachine;
  /** What the state is written in. */
  readonly writtenIn: 'JSONPath' | 'JSONata';
  /** What Step Functions will read it in. */
  readonly readIn: 'JSONPath' | 'JSONata';
  /** Whether it stands in a Map that runs its items in one execution. */
  readonly inInlineMap: boolean;
  readonly hasItem: boolean;
}

/** A task is known by its state's name and the function that it invokes. */
export interface TaskIdentity {
  readonly stateId: string;
  readonly functionArn: string;
}

/** The task wherever a state machine of the app has it: usually once. */
export function definitionsOf(scope: IConstruct, task: TaskIdentity): DefinedTask[] {
  return scope.node.root.node
    .findAll()
    .filter((each): each is StateMachine => each instanceof StateMachine)
    .flatMap((machine) => definitionsIn(machine, task));
}

export function definitionsIn(machine: StateMachine, { stateId, functionArn }: TaskIdentity): DefinedTask[] {
  const definition = definitionOf(machine);
  const functionName = spelt(machine, functionArn);
  const top = languageOf(definition, 'JSONPath');
  return statesIn(definition, false)
    .filter(({ name, state }) => name === stateId && functionNameOf(state) === functionName)
    .map(({ state, inInlineMap }) => {
      const fields = fieldsOf(state);
      return {
        machine,
        writtenIn: 'Arguments' in state ? 'JSONata' : 'JSONPath',
        readIn: languageOf(state, top),
        inInlineMap,
        hasItem: 'item' in fields || 'item.$' in fields,
      };
    });
}

type Json = Readonly<Record<string, unknown>>;

interface NamedState {
  readonly name: string;
  readonly state: Json;
  readonly inInlineMap: boolean;
}

function statesIn(processor: Json, inInlineMap: boolean): NamedState[] {
  return Object.entries(objectOf(processor.States)).flatMap(([name, state]) => [
    { name, state: objectOf(state), inInlineMap },
    ...nestedIn(objectOf(state), inInlineMap),
  ]);
}

function nestedIn(state: Json, inInlineMap: boolean): NamedState[] {
  const branches = Array.isArray(state.Branches) ? state.Branches.map(objectOf) : [];
  const processor = objectOf(state.ItemProcessor ?? state.Iterator);
  const distributed = objectOf(processor.ProcessorConfig).Mode === 'DISTRIBUTED';
  return [
    ...branches.flatMap((branch) => statesIn(branch, inInlineMap)),
    ...statesIn(processor, !distributed),
  ];
}

const definitions = new WeakMap<StateMachine, Json>();

/** The definition as JSON, references spelt as text. */
function definitionOf(machine: StateMachine): Json {
  const known = definitions.get(machine);
  if (known !== undefined) return known;
  const resource = machine.node.defaultChild;
  if (!(resource instanceof CfnStateMachine)) return {};
  const definition = parsed(spelt(machine, resource.definitionString));
  definitions.set(machine, definition);
  return definition;
}

/** A definition of a file, an asset or a foreign hand may be anything: then it has no task of ours. */
function parsed(text: string): Json {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return {};
  }
}

/**
 * Spells references by the path of what they lead to. Their logical IDs will not do: stacks of several regions or stages have
 * the same ones, and a task would be taken for its twin. While a template is prepared, CDK keeps references as they are.
 */
class PathResolver extends DefaultTokenResolver {
  override resolveToken(token: IResolvable, context: IResolveContext, post: IPostProcessor): unknown {
    if (!Reference.isReference(token)) return super.resolveToken(token, context, post);
    return `<${token.target.node.path}.${token.displayName}>`;
  }
}

function spelt(scope: IConstruct, value: unknown): string {
  const resolver = new PathResolver(new StringConcat());
  return joined(Tokenization.resolve(value, { scope, resolver, preparing: true }));
}

/** Intrinsic functions of CloudFormation as text. */
function joined(value: unknown): string {
  if (typeof value === 'string') return value;
  const join = objectOf(value)['Fn::Join'];
  if (Array.isArray(join) && Array.isArray(join[1])) return join[1].map(joined).join(String(join[0]));
  return JSON.stringify(value ?? '').replaceAll('"', "'");
}

function languageOf({ QueryLanguage }: Json, otherwise: DefinedTask['readIn']): DefinedTask['readIn'] {
  return QueryLanguage === 'JSONata' || QueryLanguage === 'JSONPath' ? QueryLanguage : otherwise;
}

function functionNameOf(state: Json): unknown {
  return objectOf(state.Parameters ?? state.Arguments).FunctionName;
}

function fieldsOf(state: Json): Json {
  return objectOf(objectOf(state.Parameters ?? state.Arguments).Payload);
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
