import { integrationOf, supportedResources } from '../integrations/resource.ts';
import { isKnownIntrinsic } from '../intrinsics/intrinsics.ts';
import type { Expression } from '../intrinsics/parse.ts';
import { parseExpression } from '../intrinsics/parse.ts';
import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import { expressionIn, syntaxError } from '../jsonata/evaluate.ts';
import { innerMachines } from './program.ts';
import type { Machine, QueryLanguageName, State } from './state.ts';

/** Fields that this runtime would have to act on and does not. */
const UNSUPPORTED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Task: ['Credentials'],
  Map: [
    'ItemReader',
    'ItemBatcher',
    'ResultWriter',
    'ToleratedFailureCount',
    'ToleratedFailureCountPath',
    'ToleratedFailurePercentage',
    'ToleratedFailurePercentagePath',
    'Label',
  ],
};

const unsupportedFields = (state: State): string[] =>
  (UNSUPPORTED_FIELDS[state.Type] ?? [])
    .filter((name) => Object.hasOwn(state, name))
    .map((name) => `the field ${name} of a ${state.Type} state is not supported by the local runtime`);

const unsupportedResource = (state: State): string[] => {
  if (state.Type !== 'Task' || integrationOf(state.Resource)) return [];
  return [
    `the integration '${state.Resource}' is not supported by the local runtime (supported are a function's ARN, ${supportedResources.join(', ')})`,
  ];
};

const unsupportedMode = (state: State): string[] => {
  const mode = state.Type === 'Map' ? state.ItemProcessor?.ProcessorConfig?.Mode : undefined;
  return mode === undefined || mode === 'INLINE'
    ? []
    : [`a Map state in ${mode} mode is not supported by the local runtime`];
};

const unknownFunctions = (expression: Expression): string[] => {
  if (expression.kind !== 'call') return [];
  const own = isKnownIntrinsic(expression.name) ? [] : [`there is no intrinsic function ${expression.name}`];
  return [...own, ...expression.args.flatMap(unknownFunctions)];
};

const brokenExpression = (text: string): string[] => {
  try {
    return unknownFunctions(parseExpression(text));
  } catch (error) {
    return [(error as Error).message];
  }
};

/** Expressions anywhere in a field, as the state's query language reads them. */
const brokenIn = (value: Json, language: QueryLanguageName): string[] => {
  if (typeof value === 'string' && language === 'JSONata') {
    const expression = expressionIn(value);
    const error = expression === undefined ? undefined : syntaxError(expression);
    return error === undefined ? [] : [`the JSONata expression '${expression}' cannot be parsed: ${error}`];
  }
  if (Array.isArray(value)) return value.flatMap((item) => brokenIn(item, language));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    language === 'JSONPath' && name.endsWith('.$') && typeof member === 'string'
      ? brokenExpression(member)
      : brokenIn(member, language),
  );
};

const brokenExpressions = (state: State, language: QueryLanguageName): string[] => {
  const { Branches, ItemProcessor, Iterator, Result, ...fields } = state as unknown as Record<string, Json>;
  return brokenIn(fields as Json, language);
};

/** A wildcard must stand alone, in the last rule. */
const misplacedWildcards = (state: State): string[] =>
  [state.Retry ?? [], state.Catch ?? []].flatMap((rules) =>
    rules.flatMap(({ ErrorEquals }, index) => {
      if (!ErrorEquals.includes('States.ALL')) return [];
      const fine = ErrorEquals.length === 1 && index === rules.length - 1;
      return fine ? [] : [`States.ALL must stand alone, in the last Retrier or Catcher`];
    }),
  );

/** AWS asks for a heartbeat sooner than the timeout, where both are given as numbers. */
const lateHeartbeat = (state: State): string[] => {
  if (state.Type !== 'Task') return [];
  const { TimeoutSeconds, HeartbeatSeconds } = state;
  if (typeof TimeoutSeconds !== 'number' || typeof HeartbeatSeconds !== 'number') return [];
  return HeartbeatSeconds < TimeoutSeconds ? [] : ['HeartbeatSeconds must be smaller than TimeoutSeconds'];
};

const faultsOf = (state: State, top: QueryLanguageName): string[] => {
  const language = state.QueryLanguage ?? top;
  const mixed =
    top === 'JSONata' && language === 'JSONPath' ? ['a state of a JSONata machine cannot use JSONPath'] : [];
  return [
    ...unsupportedFields(state),
    ...unsupportedResource(state),
    ...unsupportedMode(state),
    ...mixed,
    ...lateHeartbeat(state),
    ...misplacedWildcards(state),
    ...brokenExpressions(state, language),
  ];
};

/**
 * What a definition asks for that this runtime does not do, or that would fail when it is run, each with the
 * path of its state: refused at once, never run wrongly.
 */
export const findFaults = (machine: Machine, top = machine.QueryLanguage ?? 'JSONPath', at = ''): string[] =>
  Object.entries(machine.States).flatMap(([name, state]) => {
    const path = `${at}/States/${name}`;
    return [
      ...faultsOf(state, top).map((fault) => `${fault} at ${path}`),
      ...innerMachines(state).flatMap((inner, index) => findFaults(inner, top, `${path}[${index}]`)),
    ];
  });
