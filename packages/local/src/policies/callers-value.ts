import { userIdOf } from '../foundation/user-id.ts';
import type { Principal } from './principal.ts';

/**
 * The values of a global condition key, in small letters: they say who calls, and how. Undefined for any other key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @param owner the account of the resource
 */
export function callersValue(
  key: string,
  principal: Principal,
  region: string,
  owner: string,
): readonly string[] | undefined {
  switch (key) {
    case 'aws:requestedregion':
      return [region];
    case 'aws:resourceaccount':
      return [owner];
    case 'aws:securetransport':
      // The endpoint is HTTP on the loopback; a policy that asks for TLS means the network.
      return ['true'];
    case 'aws:viaawsservice':
      return ['false'];
    default:
      return principal.kind === 'role' ? rolesValue(key, principal) : servicesValue(key, principal);
  }
}

function rolesValue(key: string, { account, roleArn, sessionArn }: Principal & { kind: 'role' }) {
  switch (key) {
    case 'aws:principalaccount':
      return [account];
    case 'aws:principalarn':
      return [roleArn];
    case 'aws:principaltype':
      return ['AssumedRole'];
    case 'aws:principalisawsservice':
      return ['false'];
    case 'aws:userid':
      return [userIdOf(sessionArn)];
    default:
      return undefined;
  }
}

function servicesValue(key: string, { service, sourceArn, sourceAccount }: Principal & { kind: 'service' }) {
  switch (key) {
    case 'aws:principalisawsservice':
      return ['true'];
    case 'aws:principalservicename':
      return [service];
    case 'aws:sourcearn':
      return sourceArn === undefined ? undefined : [sourceArn];
    case 'aws:sourceaccount':
      return sourceAccount === undefined ? undefined : [sourceAccount];
    default:
      return undefined;
  }
}
