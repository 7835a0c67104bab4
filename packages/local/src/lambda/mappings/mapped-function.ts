import { AwsError } from '../../foundation/aws-error.ts';
import { readFunctionReference } from '../function-reference.ts';
import type { LocalFunction } from '../functions/function.ts';
import type { Functions } from '../functions/functions.ts';
import type { Mapping } from './mapping.ts';
import type { Running } from './running.ts';

/** Which function a mapping invokes. */
export interface MappedFunction {
  readonly fn: LocalFunction;
  /** The version or alias, where one was asked for. */
  readonly qualifier: string | undefined;
}

/** @throws AwsError InvalidParameterValueException, as recorded from Lambda */
export function mappedFunction(functions: Pick<Functions, 'find'>, name = ''): MappedFunction {
  const fn = functions.find(name)?.fn;
  if (fn === undefined) throw new AwsError('InvalidParameterValueException', 'Function does not exist');
  return { fn, qualifier: readFunctionReference(name)?.qualifier };
}

/**
 * @param changed the mapping that is led to the function, where it is there already
 * @throws AwsError ResourceConflictException
 */
export function assertNew(
  running: ReadonlySet<Running>,
  { fn }: MappedFunction,
  sourceArn: string,
  changed?: Running,
): void {
  for (const entry of running) {
    const { mapping } = entry;
    if (entry !== changed && mapping.sourceArn === sourceArn && mapping.functionName === fn.name)
      throw alreadyThere(mapping);
  }
}

/** As recorded: of a stream in other words than of a queue. */
function alreadyThere({ uuid, sourceArn, functionName, stream }: Mapping): AwsError {
  const what = `arn (" ${sourceArn} ") and function (" ${functionName} ")`;
  const found = stream
    ? `The event source ${what} provided mapping already exists.`
    : `An event source mapping with SQS ${what} already exists.`;
  return new AwsError(
    'ResourceConflictException',
    `${found} Please update or delete the existing mapping with UUID ${uuid}`,
    409,
  );
}
