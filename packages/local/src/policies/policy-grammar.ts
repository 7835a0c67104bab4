import { list, type PolicyDocument, type PolicyStatement } from '../foundation/resources/policy-document.ts';

/** IAM's word for a document that CloudFormation can't create. */
export class MalformedPolicyDocument extends Error {
  constructor(policy: string, problem: string) {
    super(`MalformedPolicyDocument: ${policy}: ${problem}`);
    this.name = 'MalformedPolicyDocument';
  }
}

const versions: readonly string[] = ['2008-10-17', '2012-10-17'];

/** Each stands for the other, and a statement has one of them. */
const exclusive = [
  ['Action', 'NotAction'],
  ['Principal', 'NotPrincipal'],
  ['Resource', 'NotResource'],
] as const;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const conditionType =
  /^(For(All|Any)(Values|Value):)?(String(Not)?(Equals|EqualsIgnoreCase|Like)|(Numeric|Date)(NotEquals|Equals|(Less|Greater)Than(Equals)?)|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?$|^Null$/;

/**
 * What holds of the policies of roles and of their trust policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @throws MalformedPolicyDocument
 */
export function checkGrammar(name: string, document: PolicyDocument): void {
  const statements = list(document.Statement);
  const refuse = (problem: string) => {
    throw new MalformedPolicyDocument(name, problem);
  };
  if (document.Version !== undefined && !versions.includes(document.Version))
    refuse(`Syntax errors in policy. The Version ${document.Version} is none of ${versions.join(', ')}.`);
  if (statements.length === 0) refuse('The policy has no statement.');
  const ids = statements.flatMap(({ Sid }) => (Sid === undefined || Sid === '' ? [] : [Sid]));
  if (ids.some((id) => !/^[0-9A-Za-z]*$/.test(id))) {
    refuse(
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    );
  }
  if (new Set(ids).size < ids.length) refuse('Statement IDs (SID) in a single policy must be unique.');
  for (const statement of statements) {
    const problem = statementProblem(statement);
    if (problem !== undefined) refuse(problem);
  }
}

function statementProblem(statement: PolicyStatement): string | undefined {
  const { Effect, Condition = {} } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny')
    return `Syntax errors in policy. The Effect ${Effect} is neither Allow nor Deny.`;
  const both = exclusive.find((pair) => pair.every((member) => statement[member] !== undefined));
  if (both !== undefined) return `Syntax errors in policy. A statement has ${both.join(' and ')}.`;
  const unknown = Object.keys(Condition).find((operator) => !conditionType.test(operator));
  return unknown === undefined ? undefined : `Invalid Condition type : ${unknown}.`;
}
