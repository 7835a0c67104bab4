import { errorMessage } from '../foundation/error-message.ts';
import { type PolicyStatement, policyDocument } from '../foundation/resources/policy-document.ts';
import type { Operation } from '../foundation/service.ts';
import type { BusPolicy, EventBus } from './bus.ts';
import { type BusRegistry, notFound } from './bus-registry.ts';
import { optionalString, requiredString, validationError } from './input-members.ts';

export interface PermissionPorts {
  readonly buses: BusRegistry;
  readonly now: () => number;
  /** Called with every change before it counts, so that the host can enforce it, or refuse it by throwing. */
  readonly onPolicy: (busArn: string, policy: BusPolicy | undefined) => void;
}

export function permissionOperations({ buses, now, onPolicy }: PermissionPorts): Record<string, Operation> {
  function replace(bus: EventBus, statements: BusPolicy['Statement'], version = '2012-10-17'): void {
    const policy = statements.length > 0 ? { Version: version, Statement: statements } : undefined;
    accept(() => onPolicy(bus.arn, policy));
    if (policy === undefined) delete bus.policy;
    else bus.policy = policy;
    bus.modifiedAt = now();
  }

  return {
    PutPermission: async (input, caller) => {
      const bus = buses.require(optionalString(input, 'EventBusName'), caller);
      const text = optionalString(input, 'Policy');
      if (text !== undefined) {
        const { Version, Statement } = parsePolicy(text);
        replace(bus, Statement, Version);
      } else {
        const statement = statementOf(input, bus);
        const others = (bus.policy?.Statement ?? []).filter(({ Sid }) => Sid !== statement.Sid);
        replace(bus, [...others, statement]);
      }
      return {};
    },

    RemovePermission: async (input, caller) => {
      const bus = buses.require(optionalString(input, 'EventBusName'), caller);
      const sid = optionalString(input, 'StatementId');
      const statements = bus.policy?.Statement ?? [];
      if (input.RemoveAllPermissions === true) {
        replace(bus, []);
      } else if (!statements.some(({ Sid }) => Sid === sid)) {
        throw notFound('Statement with the provided id does not exist.');
      } else {
        replace(
          bus,
          statements.filter(({ Sid }) => Sid !== sid),
        );
      }
      return {};
    },
  };
}

function accept(tell: () => void): void {
  try {
    tell();
  } catch (error) {
    throw validationError(errorMessage(error));
  }
}

function parsePolicy(text: string): BusPolicy {
  const { success, data } = policyDocument.safeParse(text);
  if (!success || data.Version === undefined || data.Statement.length === 0)
    throw validationError('Parameter Policy is not valid. Reason: it is not a policy document.');
  return { Version: data.Version, Statement: data.Statement };
}

/** The older form of PutPermission: one statement from single members, for an account or for everyone. */
function statementOf(input: Record<string, unknown>, { arn }: EventBus): PolicyStatement {
  const principal = requiredString(input, 'Principal');
  const action = optionalString(input, 'Action') ?? 'events:PutEvents';
  if (input.Condition !== undefined) throw validationError('Condition is supported within Policy only.');
  if (action !== 'events:PutEvents')
    throw validationError("Provided value in parameter 'action' is not supported.");
  return {
    Sid: requiredString(input, 'StatementId'),
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : { AWS: `arn:aws:iam::${principal}:root` },
    Action: action,
    Resource: arn,
  };
}
