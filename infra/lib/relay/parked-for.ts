import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { validationError } from '../validation-error.ts';

/** How long a result waits for its callback: an hour where nothing is said. @throws where SQS could not keep it that long */
export function checkedParkedFor(scope: Construct, parkedFor = Duration.hours(1)): Duration {
  if (parkedFor.toSeconds() >= 1 && parkedFor.toSeconds() <= 43_200) return parkedFor;
  throw validationError(scope, {
    problem: 'parkedFor is not between 1 s and 12 h, the longest that SQS keeps a message invisible',
    given: `${parkedFor.toSeconds()} s`,
    remedy: 'lower it',
  });
}
