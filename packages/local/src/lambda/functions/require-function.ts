import { AwsError } from '../../foundation/aws-error.ts';
import { brokenConstraint } from '../broken-constraint.ts';
import { FUNCTION_NAME, readFunctionReference } from '../function-reference.ts';
import type { DeployedFunction } from './deployed-function.ts';

export interface FunctionLookup {
  readonly account: string;
  readonly region: string;
  readonly find: (nameOrArn: string) => DeployedFunction | undefined;
}

/** The version or alias that a request names. */
export function qualifierOf({ FunctionName, Qualifier }: Record<string, unknown>): string | undefined {
  if (Qualifier !== undefined) return String(Qualifier);
  return readFunctionReference(String(FunctionName))?.qualifier;
}

/**
 * The function that a request names. A qualifier may be a member of its own, or part of the name.
 * @throws AwsError as Lambda answers where it is not there, of another account or region, or where the name is none
 */
export function requireFunction(
  { find, account, region }: FunctionLookup,
  { FunctionName, Qualifier }: Record<string, unknown>,
): DeployedFunction {
  const asked = readFunctionReference(String(FunctionName));
  if (asked === undefined)
    throw brokenConstraint(
      'functionName',
      FunctionName,
      `satisfy regular expression pattern: ${FUNCTION_NAME}`,
    );
  const { name, qualifier = Qualifier, region: ofRegion = region, account: owner = account } = asked;
  if (Qualifier !== undefined && qualifier !== Qualifier)
    throw new AwsError(
      'InvalidParameterValueException',
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  const notFound = (message: string) => new AwsError('ResourceNotFoundException', message, 404);
  if (ofRegion !== region)
    throw notFound(`Functions from '${ofRegion}' are not reachable in this region ('${region}')`);
  const suffix = qualifier === undefined ? '' : `:${qualifier}`;
  const arn = `arn:aws:lambda:${region}:${owner}:function:${name}${suffix}`;
  if (owner !== account)
    throw new AwsError(
      'AccessDeniedException',
      `Not authorized to call this function of another account: ${arn}, because no resource-based policy allows it`,
      403,
    );
  const deployed = find(`${name}${suffix}`);
  if (deployed === undefined) throw notFound(`Function not found: ${arn}`);
  return deployed;
}
