import { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { deadLetterRetention } from '../queue/queue-with-dead-letters.ts';
import { validationError } from '../validation-error.ts';

/**
 * How long a row outlives its deadline: the dead-letter retention and a day, so that a redrive on the last day still
 * finds what became of its callback.
 * @throws Error when it is shorter than dead letters are kept.
 */
export function checkedRowRetention(scope: IConstruct, retention = Duration.days(15)): Duration {
  if (retention.toSeconds() >= deadLetterRetention.toSeconds()) return retention;
  throw validationError(scope, {
    problem: `rowRetention is shorter than dead letters are kept (${deadLetterRetention.toDays()} days), so a redriven result would find no row`,
    given: `${retention.toSeconds()} s`,
    remedy: `set it to ${deadLetterRetention.toDays()} days or more; rows are kept this long after the callback's deadline`,
  });
}
