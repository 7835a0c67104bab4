import {
  list,
  type NamedPolicy,
  type PolicyDocument,
  type PolicyStatement,
} from '../foundation/resources/policy-document.ts';
import { checkGrammar, MalformedPolicyDocument } from './policy-grammar.ts';

/** @throws MalformedPolicyDocument for what IAM refuses of a policy that hangs on a role */
export function checkIdentityPolicy({ name, document }: NamedPolicy): void {
  checkGrammar(name, document);
  for (const statement of list(document.Statement)) {
    const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement;
    if (Principal !== undefined || NotPrincipal !== undefined)
      throw new MalformedPolicyDocument(name, 'Policy document should not specify a principal.');
    if (list(Action ?? NotAction).length === 0)
      throw new MalformedPolicyDocument(name, 'Policy statement must contain actions.');
    const resources = list(Resource ?? NotResource);
    if (resources.length === 0)
      throw new MalformedPolicyDocument(name, 'Policy statement must contain resources.');
    const wrong = resources.find((resource) => resource !== '*' && !resource.startsWith('arn:'));
    if (wrong !== undefined)
      throw new MalformedPolicyDocument(name, `Resource ${wrong} must be in ARN format or "*".`);
    checkActions(name, statement);
  }
}

/** @throws MalformedPolicyDocument for what IAM refuses of a role's trust policy */
export function checkTrustPolicy(document: PolicyDocument): void {
  const name = 'AssumeRolePolicyDocument';
  checkGrammar(name, document);
  for (const statement of list(document.Statement)) {
    const actions = list(statement.Action ?? statement.NotAction);
    if (actions.length === 0)
      throw new MalformedPolicyDocument(name, 'Policy statement must contain actions.');
    if (statement.Principal === undefined && statement.NotPrincipal === undefined)
      throw new MalformedPolicyDocument(name, 'Policy statement must contain a principal.');
    if (statement.Resource !== undefined)
      throw new MalformedPolicyDocument(name, 'Has prohibited field Resource.');
    checkActions(name, statement);
    if (!actions.every((action) => action === '*' || /^sts:/i.test(action)))
      throw new MalformedPolicyDocument(name, 'AssumeRole policy may only specify STS AssumeRole actions.');
  }
}

function checkActions(name: string, { Action, NotAction }: PolicyStatement): void {
  const malformed = list(Action ?? NotAction).find(
    (action) => action !== '*' && !/^[\w-]+:[\w*?]+$/.test(action),
  );
  if (malformed !== undefined)
    throw new MalformedPolicyDocument(
      name,
      `Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: ${malformed}`,
    );
}

/** Step Functions has a principal by region too, as `states.us-east-1.amazonaws.com`, which CDK names by default for older apps. */
function isRegional(name: string, service: string): boolean {
  return service === 'states.amazonaws.com' && /^states\.[a-z0-9-]+\.amazonaws\.com$/.test(name);
}

/** Whether a trust policy lets the service take on the role. */
export function trusts(document: PolicyDocument, service: string): boolean {
  return list(document.Statement).some(({ Effect, Action, Principal }) => {
    const services = typeof Principal === 'object' ? list(Principal.Service) : [];
    const named = services.some((name) => name === service || isRegional(name, service)) || Principal === '*';
    return (
      Effect === 'Allow' &&
      named &&
      list(Action).some((action) => /^(sts:AssumeRole|sts:\*|\*)$/.test(action))
    );
  });
}
