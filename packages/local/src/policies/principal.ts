import { list, type PolicyPrincipal } from '../foundation/resources/policy-document.ts';

/** Who makes a request. */
export type Principal =
  | {
      readonly kind: 'role';
      readonly account: string;
      readonly roleArn: string;
      /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`. */
      readonly sessionArn: string;
    }
  | {
      readonly kind: 'service';
      readonly service: string;
      readonly sourceArn?: string;
      readonly sourceAccount?: string;
    };

/**
 * How a resource policy names a principal: itself (or everyone), or only its account, which hands the decision
 * to the account's own identity policies.
 */
export type PrincipalMatch = 'itself' | 'account' | undefined;

export type PrincipalTest = (principal: Principal) => PrincipalMatch;

/** @param refuse called with what can't be evaluated; throws */
export function compilePrincipal(
  principal: PolicyPrincipal,
  refuse: (problem: string) => never,
): PrincipalTest {
  if (principal === '*') return () => 'itself';
  const aws = list(principal.AWS).map(String);
  const services = new Set(list(principal.Service));
  const partial = aws.find((name) => name !== '*' && name.includes('*'));
  if (partial !== undefined) return refuse(`principal ${partial}: AWS takes no wildcard within a principal`);
  return (caller) => {
    if (aws.includes('*')) return 'itself';
    if (caller.kind === 'service') return services.has(caller.service) ? 'itself' : undefined;
    if (aws.includes(caller.roleArn) || aws.includes(caller.sessionArn)) return 'itself';
    const account = [caller.account, `arn:aws:iam::${caller.account}:root`];
    return aws.some((name) => account.includes(name)) ? 'account' : undefined;
  };
}
