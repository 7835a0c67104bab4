import type { IConstruct } from 'constructs';
import { validationError } from './validation-error.ts';

const STAGE = /^[a-z][a-z0-9]{0,11}$/;

/** Stages that are plainly for development, whose data may go with their stack. Any other keeps it. */
const DEVELOPMENT =
  /^(ci|demo|dev|develop|development|e2e|feature|local|playground|pr|preview|sandbox|test|testing)\d*$/;

/**
 * The stage, a part of every name, so that stages stand side by side in one account.
 * @throws Error when it is not 1 to 12 of a-z and 0-9, starting with a letter: queue, role and rule names with it
 * must stay under 64 characters.
 */
export function checkedStage(scope: IConstruct, stage: string): string {
  if (STAGE.test(stage)) return stage;
  throw validationError(scope, {
    problem: 'a stage is 1 to 12 of a-z and 0-9, and starts with a letter',
    given: stage,
    remedy: 'name it as dev, staging or prod',
  });
}

/** Whether the data of a stage is protected where nothing is said: everywhere but in stages plainly for development. */
export function isProtectedByDefault(stage: string): boolean {
  return !DEVELOPMENT.test(stage);
}
