import { invalidParameter } from '../errors/table-errors.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import { checkParameters, type ExpressionParameters, readExpressions } from '../requests/expressions.ts';

export interface ProjectionParameters extends ExpressionParameters {
  readonly AttributesToGet?: readonly string[];
}

/** @throws AwsError ValidationException where a name stands twice */
export function duplicateOf(names: readonly string[] = []): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw invalidParameter(`Duplicate value in attribute name: ${twice}`);
}

/**
 * What a read asks for; undefined is everything.
 * @throws AwsError ValidationException
 */
export function readProjection(request: ProjectionParameters): readonly DocumentPath[] | undefined {
  checkParameters({ ...request }, ['ProjectionExpression'], ['AttributesToGet']);
  duplicateOf(request.AttributesToGet);
  return readExpressions(request).projection ?? request.AttributesToGet?.map((name) => [name]);
}
