import { isObject } from '../foundation/is-object.ts';
import type { KeptOperations } from '../foundation/kept-change.ts';

type Input = Readonly<Record<string, unknown>>;

const busOf = ({ EventBusName = 'default' }: Input) => `bus/${String(EventBusName).split('/').at(-1)}`;
const ruleOf = (input: Input) => `${busOf(input)}/rule/${input.Rule ?? input.Name}`;

/** Buses, rules, targets and permissions that calls made. */
export const keptEventCalls: KeptOperations = {
  CreateEventBus: (input) => [{ keep: busOf({ EventBusName: input.Name }), input }],
  DeleteEventBus: ({ Name }) => [{ forget: busOf({ EventBusName: Name }) }],
  PutRule: (input) => [{ forget: `${ruleOf(input)}/state` }, { keep: ruleOf(input), input }],
  DeleteRule: (input) => [{ forget: ruleOf(input) }],
  EnableRule: (input) => [{ keep: `${ruleOf(input)}/state`, input }],
  DisableRule: (input) => [{ keep: `${ruleOf(input)}/state`, input }],
  PutTargets: (input) =>
    [input.Targets]
      .flat()
      .filter(isObject)
      .map((target) => ({
        keep: `${ruleOf(input)}/target/${target.Id}`,
        input: { ...input, Targets: [target] },
      })),
  RemoveTargets: (input) => [input.Ids].flat().map((id) => ({ forget: `${ruleOf(input)}/target/${id}` })),
  PutPermission: (input) =>
    input.Policy === undefined
      ? [{ keep: `${busOf(input)}/permission/${input.StatementId}`, input }]
      : [{ forget: `${busOf(input)}/permission` }, { keep: `${busOf(input)}/permission`, input }],
  RemovePermission: (input) => [
    input.RemoveAllPermissions === true
      ? { forget: `${busOf(input)}/permission` }
      : { forget: `${busOf(input)}/permission/${input.StatementId}` },
  ],
};
