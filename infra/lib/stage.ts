import type { IConstruct } from 'constructs';
import { mistake } from './mistake.ts';

const STAGE = /^[a-z][a-z0-9]{0,11}$/;

/**
 * The stage, a part of every name, so that stages stand side by side in one account.
 * @throws Error when it is not 1 to 12 of a-z and 0-9, starting with a letter: queue, role and rule names with it
 * must stay under 64 characters.
 */
export function checkedStage(scope: IConstruct, stage: string): string {
  if (STAGE.test(stage)) return stage;
  throw mistake(scope, {
    wrong: 'a stage is 1 to 12 of a-z and 0-9, and starts with a letter',
    given: stage,
    remedy: 'name it as dev, staging or prod',
  });
}

/** Whether a stage keeps its data when its stack goes: point-in-time recovery, deletion protection, retained logs. */
export function isProtected(stage: string): boolean {
  return stage === 'prod';
}
