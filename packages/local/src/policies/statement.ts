import { list, type NamedPolicy, type PolicyStatement } from '../foundation/policy-document.ts';
import { type Condition, compileConditions } from './condition.ts';
import { compilePrincipal, type PrincipalTest } from './principal.ts';
import { arnPattern, isArnPattern, type TextPattern, textPattern } from './text-pattern.ts';
import { UnevaluablePolicy } from './unevaluable-policy.ts';
import type { PolicyVocabulary } from './vocabulary.ts';

/** A statement made ready to be asked. */
export interface Statement {
  readonly policy: string;
  readonly effect: 'Allow' | 'Deny';
  /** As `sqs:SendMessage`; IAM does not mind the case. */
  readonly action: TextPattern;
  /** An ARN; undefined where the request's resource is not known. */
  readonly resource: (arn: string | undefined) => boolean;
  readonly condition: Condition;
  /** Of resource policies only. */
  readonly principal?: PrincipalTest;
}

/**
 * The statements of a policy.
 * @throws UnevaluablePolicy where a statement that may apply to a supported service can't be evaluated
 */
export function compilePolicy({ name, document }: NamedPolicy, vocabulary: PolicyVocabulary): Statement[] {
  return list(document.Statement).map((statement, index) =>
    compileStatement(name, statement, index, vocabulary),
  );
}

function compileStatement(
  policy: string,
  statement: PolicyStatement,
  index: number,
  { services, conditionKeys }: PolicyVocabulary,
): Statement {
  const refuse = (problem: string): never => {
    throw new UnevaluablePolicy(policy, statement.Sid ?? String(index + 1), problem);
  };
  const { Effect, NotPrincipal, Principal } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') return refuse(`effect ${Effect} is neither Allow nor Deny`);
  if (NotPrincipal !== undefined) return refuse("NotPrincipal can't be evaluated locally");
  const applies = mayApply(statement, services);
  return {
    policy,
    effect: Effect,
    action: applies ? compileAction(statement, refuse) : () => false,
    resource: applies ? compileResource(statement, Effect, refuse) : () => false,
    condition: applies ? compileConditions(statement.Condition, conditionKeys, refuse) : () => false,
    ...(Principal === undefined ? {} : { principal: compilePrincipal(Principal, refuse) }),
  };
}

/** Statements about services that are not supported by the local runtime (logs, tracing, keys) are ignored: no request asks for them. */
function mayApply({ Action }: PolicyStatement, services: ReadonlySet<string>): boolean {
  return (
    Action === undefined ||
    list(Action).some((action) => services.has(serviceOf(action)) || /^[^:]*[*?]/.test(action))
  );
}

function serviceOf(action: string): string {
  return (action.split(':')[0] ?? '').toLowerCase();
}

function compileAction(
  { Action, NotAction }: PolicyStatement,
  refuse: (problem: string) => never,
): TextPattern {
  if ((Action === undefined) === (NotAction === undefined)) return refuse('needs either Action or NotAction');
  const patterns = list(Action ?? NotAction).map((action) => textPattern(action, { ignoreCase: true }));
  return (action) => patterns.some((matches) => matches(action)) === (Action !== undefined);
}

function compileResource(
  { Resource, NotResource, Principal }: PolicyStatement,
  effect: Statement['effect'],
  refuse: (problem: string) => never,
): Statement['resource'] {
  const named = Resource ?? NotResource ?? (Principal === undefined ? undefined : '*');
  if (named === undefined || (Resource !== undefined && NotResource !== undefined)) {
    return refuse('needs either Resource or NotResource');
  }
  const texts = list(named);
  const variable = texts.find((text) => /\$\{(?![*?$]\})/.test(text));
  if (variable !== undefined) return refuse(`policy variables can't be evaluated locally: ${variable}`);
  const malformed = texts.find((text) => !isArnPattern(text));
  if (malformed !== undefined) return refuse(`resource ${malformed} is neither an ARN nor *`);
  const patterns = texts.map(arnPattern);
  const wanted = NotResource === undefined;
  // A resource that is not known: an Allow of any resource counts, a Deny only where it denies all.
  if (effect === 'Allow')
    return (arn) => arn === undefined || patterns.some((matches) => matches(arn)) === wanted;
  return (arn) =>
    arn === undefined ? wanted && texts.includes('*') : patterns.some((matches) => matches(arn)) === wanted;
}
