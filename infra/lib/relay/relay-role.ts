import type { RelayNames } from '@callback-relay/contract/names';
import { Stack } from 'aws-cdk-lib';
import { type IRole, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** The relay's role as another stack knows it, by its name: what that stack grants is a policy of its own on it. */
export function relayRoleIn(scope: Construct, names: RelayNames, region = Stack.of(scope).region): IRole {
  const id = `Relay-${names.relayFunction}-Role`;
  const known = scope.node.tryFindChild(id);
  if (known !== undefined) return known as unknown as IRole;
  return Role.fromRoleName(scope, id, names.relayRole(region), {
    // Policies of several stacks hang on this role: the stack's name keeps theirs apart.
    defaultPolicyName: `${Stack.of(scope).stackName}-task-responses`,
  });
}
