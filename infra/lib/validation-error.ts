import type { IConstruct } from 'constructs';

/** What an error at synth says: the problem, what was given, what to do. */
export interface ValidationErrorParts {
  readonly problem: string;
  readonly given: unknown;
  readonly remedy: string;
}

/** The error for a construct that is used wrongly; it names the construct by its path. */
export function validationError(
  scope: IConstruct | undefined,
  { problem, given, remedy }: ValidationErrorParts,
): Error {
  const where = scope === undefined ? '' : `${scope.node.path}: `;
  return new Error(`${where}${problem}; given ${JSON.stringify(given) ?? 'nothing'}; ${remedy}`);
}
