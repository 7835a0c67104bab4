import { AwsError } from './aws-error.ts';

/** Values in an input: no operation takes as many, but those that write items of a table. */
export const MOST_VALUES = 25_000;

/** @throws AwsError RequestEntityTooLargeException, as the front of AWS's services */
export function checkSize(bytes: number, most: number): void {
  if (bytes > most) throw tooLarge(most);
}

export function tooLarge(most: number): AwsError {
  return new AwsError('RequestEntityTooLargeException', `Request must be smaller than ${most} bytes.`, 413);
}
