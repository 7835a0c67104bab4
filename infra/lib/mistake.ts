import type { IConstruct } from 'constructs';

/** What a synth-time error says: what was wrong, what was given, what to do. */
export interface MistakeParts {
  readonly wrong: string;
  readonly given: unknown;
  readonly remedy: string;
}

/** The error for a construct that is used wrongly; it names the construct by its path. */
export function mistake(scope: IConstruct | undefined, { wrong, given, remedy }: MistakeParts): Error {
  const where = scope === undefined ? '' : `${scope.node.path}: `;
  return new Error(`${where}${wrong}; given ${JSON.stringify(given) ?? 'nothing'}; ${remedy}`);
}
