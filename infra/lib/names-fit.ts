import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { mistake } from './mistake.ts';

/** Lambda and IAM: characters of a function's and a role's name. */
const LONGEST_NAME = 64;

/** @throws Error when a name of several given parts is longer than AWS takes; a name with an open region is not judged. */
export function checkNameFits(scope: IConstruct, name: string): void {
  if (Token.isUnresolved(name) || name.length <= LONGEST_NAME) return;
  throw mistake(scope, {
    wrong: `a name is longer than ${LONGEST_NAME} characters`,
    given: name,
    remedy: 'shorten the stage, the namespace or the name of the worker',
  });
}
