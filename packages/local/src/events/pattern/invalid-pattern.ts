import { AwsError } from '../../foundation/aws-error.ts';

/** Refuses a pattern in EventBridge's words; AWS adds the place in the text, which is left out here. */
export function invalidPattern(reason: string): never {
  throw new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
}
