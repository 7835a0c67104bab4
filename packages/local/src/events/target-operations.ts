import { AwsError } from '../foundation/aws-error.ts';
import type { EventTargets } from '../foundation/event-target.ts';
import type { Caller, Operation } from '../foundation/service.ts';
import { type BusRegistry, requireRule } from './bus-registry.ts';
import { parseArn } from './event-arn.ts';
import { optionalString, page, requiredList, requiredName } from './input-members.ts';
import { checkTarget } from './target-check.ts';

/** AWS's default quota of a rule. */
const MOST_TARGETS = 5;
/** Of one call. */
const MOST_TARGETS_AT_ONCE = 100;

export function targetOperations(buses: BusRegistry, supported: EventTargets): Record<string, Operation> {
  const ruleOf = (input: Record<string, unknown>, caller: Caller) =>
    requireRule(buses.require(optionalString(input, 'EventBusName'), caller), requiredName(input, 'Rule'));

  return {
    PutTargets: async (input, caller) => {
      const owner = parseArn(optionalString(input, 'EventBusName') ?? '') ?? caller;
      const targets = requiredList(input, 'Targets', MOST_TARGETS_AT_ONCE).map((target, at) =>
        checkTarget(target, at, supported, owner),
      );
      const rule = ruleOf(input, caller);
      if (new Set([...rule.targets.keys(), ...targets.map(({ Id }) => Id)]).size > MOST_TARGETS) {
        throw new AwsError(
          'LimitExceededException',
          'The requested resource exceeds the maximum number allowed.',
        );
      }
      for (const target of targets) rule.targets.set(target.Id, target);
      return { FailedEntryCount: 0, FailedEntries: [] };
    },

    RemoveTargets: async (input, caller) => {
      const rule = ruleOf(input, caller);
      const failed = requiredList(input, 'Ids', MOST_TARGETS_AT_ONCE)
        .map(String)
        .filter((id) => !rule.targets.delete(id))
        .map((TargetId) => ({
          TargetId,
          ErrorCode: 'ResourceNotFoundException',
          ErrorMessage: `Rule ${rule.name} does not have a target with the Id ${TargetId}.`,
        }));
      return { FailedEntryCount: failed.length, FailedEntries: failed };
    },

    ListTargetsByRule: async (input, caller) => {
      const { items, ...rest } = page([...ruleOf(input, caller).targets.values()], input);
      return { Targets: items, ...rest };
    },
  };
}
