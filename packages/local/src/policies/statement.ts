import { PASS_ROLE } from '../foundation/requested-action.ts';
import { list, type NamedPolicy, type PolicyStatement } from '../foundation/resources/policy-document.ts';
import { type Condition, compileConditions } from './condition.ts';
import {
  type ConditionValues,
  compileText,
  escapedFor,
  type TextOptions,
  withPlaceholders,
} from './policy-variable.ts';
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
  readonly resource: (arn: string | undefined, values: ConditionValues) => boolean;
  readonly condition: Condition;
  /** Whether it asks for nothing but the principal, the action and the resource. */
  readonly isUnconditional: boolean;
  /** Of resource policies only. */
  readonly principal?: PrincipalTest;
}

/**
 * The statements of a policy.
 * @throws UnevaluablePolicy where a statement that may apply to a supported service can't be evaluated
 */
export function compilePolicy({ name, document }: NamedPolicy, vocabulary: PolicyVocabulary): Statement[] {
  return list(document.Statement).map((statement, index) =>
    compileStatement({ name, document }, statement, index, vocabulary),
  );
}

function compileStatement(
  { name: policy, document: { Version } }: NamedPolicy,
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
  const options = { evaluable: conditionKeys, refuse };
  return {
    policy,
    effect: Effect,
    action: applies ? compileAction(statement, refuse) : () => false,
    resource: applies ? compileResource(statement, Version, options) : () => false,
    condition: applies ? compileConditions(statement.Condition, Version, options) : () => false,
    isUnconditional: statement.Condition === undefined && !hasVariables(statement),
    ...(Principal === undefined ? {} : { principal: compilePrincipal(Principal, refuse) }),
  };
}

/**
 * Statements about services that are not supported by the local runtime (tracing, keys) are ignored: no request asks
 * for them. Of IAM, only whether a role may be passed on is asked.
 */
function mayApply({ Action }: PolicyStatement, services: ReadonlySet<string>): boolean {
  return (
    Action === undefined ||
    list(Action).some(
      (action) =>
        services.has(serviceOf(action)) ||
        /^[^:]*[*?]/.test(action) ||
        textPattern(action, { ignoreCase: true })(PASS_ROLE),
    )
  );
}

function hasVariables({ Resource, NotResource }: PolicyStatement): boolean {
  return list(Resource ?? NotResource ?? []).some((text) => text.includes('${'));
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
  { Effect, Resource, NotResource, Principal }: PolicyStatement,
  version: string | undefined,
  options: TextOptions,
): Statement['resource'] {
  const { refuse } = options;
  const named = Resource ?? NotResource ?? (Principal === undefined ? undefined : '*');
  if (named === undefined || (Resource !== undefined && NotResource !== undefined)) {
    return refuse('needs either Resource or NotResource');
  }
  const texts = list(named).map((text) => escapedFor(version, text));
  const malformed = texts.find((text) => !isArnPattern(withPlaceholders(text)));
  if (malformed !== undefined) return refuse(`resource ${malformed} is neither an ARN nor *`);
  const patterns = texts.map((text) => compileText(text, options, arnPattern));
  const wanted = NotResource === undefined;
  // A resource that is not known: an Allow of any resource counts, a Deny only where it denies all.
  const ofUnknown = Effect === 'Allow' || (wanted && texts.includes('*'));
  return (arn, values) =>
    arn === undefined ? ofUnknown : patterns.some((matches) => matches(arn, values)) === wanted;
}
