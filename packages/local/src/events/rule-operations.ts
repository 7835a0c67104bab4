import { parseSchedule } from '../foundation/schedule/schedule-expression.ts';
import type { Caller, Operation } from '../foundation/service.ts';
import type { EventBus, Rule } from './bus.ts';
import { type BusRegistry, requireRule } from './bus-registry.ts';
import { ruleArn } from './event-arn.ts';
import { describedIn, optionalString, page, requiredName, validationError } from './input-members.ts';
import { compileEventPattern } from './pattern/event-pattern.ts';
import { checkPatternLength } from './pattern-operations.ts';

/** `changed` hears of each change of a rule; undefined where it is gone. */
export function ruleOperations(
  buses: BusRegistry,
  changed: (ruleArn: string, rule: Rule | undefined) => void,
): Record<string, Operation> {
  const busOf = (input: Record<string, unknown>, caller: Caller) =>
    buses.require(optionalString(input, 'EventBusName'), caller);

  function setState(state: Rule['state']): Operation {
    return async (input, caller) => {
      const rule = requireRule(busOf(input, caller), requiredName(input, 'Name'));
      rule.state = state;
      changed(rule.arn, rule);
      return {};
    };
  }

  return {
    PutRule: async (input, caller) => {
      const name = requiredName(input, 'Name');
      const bus = busOf(input, caller);
      const rule = {
        ...ruleOf(input, name, bus, caller),
        targets: bus.rules.get(name)?.targets ?? new Map(),
      };
      bus.rules.set(name, rule);
      changed(rule.arn, rule);
      return { RuleArn: rule.arn };
    },

    DeleteRule: async (input, caller) => {
      const name = requiredName(input, 'Name');
      const bus = busOf(input, caller);
      if ((bus.rules.get(name)?.targets.size ?? 0) > 0) {
        throw validationError("Rule can't be deleted since it has targets.");
      }
      bus.rules.delete(name);
      changed(ruleArn(bus, bus.name, name), undefined);
      return {};
    },

    DescribeRule: async (input, caller) => {
      const bus = busOf(input, caller);
      const rule = requireRule(bus, requiredName(input, 'Name'));
      return { ...described(bus, rule), CreatedBy: rule.createdBy };
    },

    ListRules: async (input, caller) => {
      const prefix = optionalString(input, 'NamePrefix') ?? '';
      const bus = busOf(input, caller);
      const rules = [...bus.rules.values()].filter((rule) => rule.name.startsWith(prefix));
      const { items, ...rest } = page(
        rules.sort((a, b) => (a.name < b.name ? -1 : 1)),
        input,
      );
      return { Rules: items.map((rule) => described(bus, rule)), ...rest };
    },

    EnableRule: setState('ENABLED'),
    DisableRule: setState('DISABLED'),
  };
}

function ruleOf(
  input: Record<string, unknown>,
  name: string,
  bus: EventBus,
  caller: Caller,
): Omit<Rule, 'targets'> {
  const text = optionalString(input, 'EventPattern');
  const expression = optionalString(input, 'ScheduleExpression');
  if (text === undefined && expression === undefined)
    throw validationError('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  if (text !== undefined) checkPatternLength(text);
  const description = describedIn(input);
  const roleArn = optionalString(input, 'RoleArn');
  return {
    arn: ruleArn(bus, bus.name, name),
    name,
    createdBy: caller.account,
    ...(text !== undefined && { pattern: { text, matches: compileEventPattern(text) } }),
    ...(expression !== undefined && { schedule: scheduleOf(expression, bus) }),
    state: stateOf(input),
    ...(description === undefined ? {} : { description }),
    ...(roleArn === undefined ? {} : { roleArn }),
  };
}

function scheduleOf(text: string, bus: EventBus): NonNullable<Rule['schedule']> {
  if (bus.name !== 'default')
    throw validationError('ScheduleExpression is supported only on the default event bus.');
  const next = parseSchedule(text);
  if (next === undefined) throw validationError('Parameter ScheduleExpression is not valid.');
  return { text, next };
}

function stateOf(input: Record<string, unknown>): Rule['state'] {
  const state = optionalString(input, 'State') ?? 'ENABLED';
  if (state === 'ENABLED' || state === 'DISABLED') return state;
  throw validationError(
    `State ${state} is not supported by the local runtime: only ENABLED and DISABLED are.`,
  );
}

function described(bus: EventBus, { arn, name, pattern, schedule, state, description, roleArn }: Rule) {
  return {
    Name: name,
    Arn: arn,
    ...(pattern && { EventPattern: pattern.text }),
    ...(schedule && { ScheduleExpression: schedule.text }),
    State: state,
    ...(description === undefined ? {} : { Description: description }),
    ...(roleArn === undefined ? {} : { RoleArn: roleArn }),
    EventBusName: bus.name,
  };
}
